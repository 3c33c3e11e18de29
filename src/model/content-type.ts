const MEDIA_TYPE = /^\s*[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(;|$)/;

/**
 * `text/html; charset=iso-8859-1,text/html`: a list of media types, which Content-Type never is (RFC 9110 section 8.3).
 * Firefox puts the Content-Type of a hidden 421 in front of the visible answer's own (measured: Firefox 153); a server
 * that sends the field twice looks alike.
 */
export function isDoubledContentType(value: string): boolean {
  if (!value.includes(',')) return false;
  // A comma inside a quoted parameter does not part two types.
  const parts = value.replace(/"[^"]*"/g, '""').split(',');
  return parts.length >= 2 && parts.every((part) => MEDIA_TYPE.test(part));
}
