import { isIpLiteral, withoutTrailingDot } from '../../model/authority.js';

/** Stands where a host cannot be put into a configuration file as one plain word. */
const PLACEHOLDER = 'HOST_NAME';

/**
 * The host as one word of a configuration file. A URL's host may hold `;`, `{`, quotes or `$` (WHATWG URL,
 * forbidden host code points), which are syntax there; such a host is replaced by a placeholder.
 */
export function configHost(host: string): string {
  const name = withoutTrailingDot(host);
  return isIpLiteral(name)
    ? name.replace(/[^0-9a-f:.[\]]/gi, '')
    : /^[a-z0-9_.-]+$/.test(name)
      ? name
      : PLACEHOLDER;
}
