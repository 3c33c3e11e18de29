/** In the page: gives a file field a file as if it had been chosen. `base64`: its bytes. */
export function chooseFile(field: string, name: string, base64: string): void {
  const input = document.querySelector<HTMLInputElement>(field);
  if (!input) throw new Error(`no file field ${field}`);
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
