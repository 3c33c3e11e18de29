import {
  type Authority,
  isIpLiteral,
  isPrivateAddress,
  originOf,
  withoutTrailingDot,
} from '../model/authority.js';

/** Ways to those who run a host. Nothing of it is opened or sent by itself. */
export interface Contacts {
  /** Of a name: `webmaster@`, which RFC 2142 section 5 gives to those who run the web server. */
  readonly mail?: string;
  /** RFC 9116 section 3. */
  readonly securityTxt?: string;
  /** Who registered a name or an address, by RDAP (RFC 9082). */
  readonly owner?: string;
  /** The name or the address that is looked up. */
  readonly subject: string;
}

/** Names that are registered with nobody (RFC 6761, RFC 6762, and `internal` by ICANN). */
const LOCAL = /(?:^|\.)(?:localhost|local|test|internal|invalid|home\.arpa)$/;

const lookUp = (type: 'domain' | 'ip', object: string): string =>
  `https://client.rdap.org/?${new URLSearchParams({ type, object })}`;

/** `www.` is left out: people have their mail, and registries their entry, without it. */
export function contactsOf(authority: Authority): Contacts {
  const host = withoutTrailingDot(authority.host);
  const securityTxt = `${originOf({ ...authority, host })}/.well-known/security.txt`;
  if (isIpLiteral(host)) {
    const subject = host.replace(/^\[|\]$/g, '');
    return isPrivateAddress(host) ? { subject } : { securityTxt, owner: lookUp('ip', subject), subject };
  }
  const subject = host.replace(/^www\.(?=.*\.)/, '');
  if (LOCAL.test(host) || !host.includes('.')) return { mail: `webmaster@${subject}`, subject };
  return { mail: `webmaster@${subject}`, securityTxt, owner: lookUp('domain', subject), subject };
}
