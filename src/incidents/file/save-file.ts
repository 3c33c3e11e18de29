/** Hands a text to the browser to be saved as a file, as a click on a download link does. */
export function saveFile(name: string, parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after the click; half a minute is more than it needs to begin.
  setTimeout(() => URL.revokeObjectURL(url), 30_000);
}
