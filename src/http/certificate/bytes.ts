/** The bytes of a base64 text (RFC 4648 section 4); undefined where it is none, is empty, or stands for more than `most` bytes. */
export function bytesOfBase64(base64: string, most: number): Uint8Array<ArrayBuffer> | undefined {
  if (base64 === '' || base64.length > Math.ceil(most / 3) * 4) return undefined;
  let binary: string;
  try {
    binary = atob(base64);
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
