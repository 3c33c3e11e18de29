// The TLS connection behind a response, as far as each browser shows it to an extension.

import { type Known, known, unknown } from '../model/known.js';
import { MAX_LEAF_DER_BYTES, type TlsFacts } from '../model/tls.js';
import { browser } from './browser.js';
import { target } from './target.js';
import type { WebResponse } from './web-response.js';

/** getSecurityInfo answers within milliseconds; the page waits for it, so it does not wait long. */
const PATIENCE_MS = 1000;

/**
 * The TLS facts of a response. Firefox: asked for while its onHeadersReceived is still blocked (MDN:
 * webRequest.getSecurityInfo). Chrome: they come with the response, if its flag is on.
 */
export async function tlsOf(response: WebResponse): Promise<Known<TlsFacts>> {
  if (target !== 'firefox') return tlsOfSecurityInfo(response);
  const asked = browser.webRequest
    .getSecurityInfo(response.requestId, { certificateChain: true, rawDER: true })
    .then((info): Known<TlsFacts> => {
      if (info.state === 'insecure') return unknown('no_tls');
      const leaf = info.certificates[0];
      return known({
        ...optional('protocol', info.protocolVersion),
        ...optional('cipherSuite', info.cipherSuite),
        ...optional('group', info.keaGroupName),
        ...optional('usedEch', readBoolean(info, 'usedEch')),
        ...optional('domainMismatch', readBoolean(info, 'isDomainMismatch')),
        ...optional('overriddenError', readString(info, 'overridableErrorCategory')),
        // The chain's last certificate is the root that Firefox trusts; isBuiltInRoot is reported for it.
        ...optional('builtInRoot', info.certificates.at(-1)?.isBuiltInRoot),
        ...optional('subject', leaf?.subject),
        ...optional('issuer', leaf?.issuer),
        ...optional('notBefore', leaf?.validity.start),
        ...optional('notAfter', leaf?.validity.end),
        ...optional('sha256', leaf?.fingerprint.sha256),
        ...optional('leafDer', base64Of(leaf?.rawDER)),
      });
    });
  const late = new Promise<Known<TlsFacts>>((resolve) => setTimeout(resolve, PATIENCE_MS, unknown('failed')));
  return Promise.race([asked, late]).catch(() => unknown('failed'));
}

/** Chrome's `securityInfo` of onHeadersReceived: a state and the leaf certificate. */
function tlsOfSecurityInfo({ securityInfo: info, type, tabId }: WebResponse): Known<TlsFacts> {
  if (info === undefined) {
    const offered = type === 'main_frame' || type === 'sub_frame' || tabId === -1;
    return unknown(offered ? 'flag_off' : 'not_for_this_type');
  }
  if (typeof info !== 'object' || info === null) return unknown('failed');
  if ('state' in info && info.state === 'insecure') return unknown('no_tls');
  const certificates = 'certificates' in info && Array.isArray(info.certificates) ? info.certificates : [];
  const leaf: unknown = certificates[0];
  if (typeof leaf !== 'object' || leaf === null) return unknown('failed');
  const print = 'fingerprint' in leaf ? leaf.fingerprint : undefined;
  const sha256 = typeof print === 'object' && print !== null ? readString(print, 'sha256') : undefined;
  const der =
    'rawDER' in leaf && leaf.rawDER instanceof ArrayBuffer ? new Uint8Array(leaf.rawDER) : undefined;
  return known({ ...optional('sha256', sha256), ...optional('leafDer', base64Of(der)) });
}

function base64Of(der: ArrayLike<number> | undefined): string | undefined {
  if (!der || der.length === 0 || der.length > MAX_LEAF_DER_BYTES) return undefined;
  let binary = '';
  for (let i = 0; i < der.length; i++) binary += String.fromCharCode(der[i] ?? 0);
  return btoa(binary);
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const part: { [P in K]?: V } = {};
  if (value !== undefined && value !== '') part[key] = value;
  return part;
}

const readString = (from: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(from, key);
  return typeof value === 'string' ? value : undefined;
};

const readBoolean = (from: object, key: string): boolean | undefined => {
  const value: unknown = Reflect.get(from, key);
  return typeof value === 'boolean' ? value : undefined;
};
