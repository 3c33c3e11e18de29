import { text } from '../../../model/text.js';
import type { RawFacts, Sign } from '../../types.js';
import { configHost } from '../config-host.js';
import { hostListProduct } from '../host-list-product.js';
import { byHeader, byPage, byServer, misdirectedType, pathOf, shows421, sign } from '../signals.js';

const WORDS = 'Transmission received your request, but the hostname was unrecognized.';
/** libevent's label for what has none. Apache writes the charset in small letters. */
const TYPE = 'text/html; charset=ISO-8859-1';
/** Where Debian's package has it. */
const SETTINGS = '/etc/transmission-daemon/settings.json';

const byWords = (facts: RawFacts): Sign | undefined => {
  const page = byPage(
    facts,
    /<p>Transmission received your request, but the hostname was unrecognized\.</,
    WORDS,
  );
  return page && { ...page, sure: 'certain' };
};

/** Where the page could not be read and a gateway put its own Server field over Transmission's. */
const byPath = (facts: RawFacts): Sign | undefined =>
  shows421(facts) &&
  facts.body === undefined &&
  misdirectedType(facts) === TYPE &&
  /\/transmission\/(?:rpc|upload)$/.test(pathOf(facts))
    ? sign('likely', byHeader('Content-Type', TYPE))
    : undefined;

/**
 * Transmission's web interface. The page itself is served to any host; what its scripts ask for is refused under a name that is
 * not on the list, unless a password is required. Addresses and `localhost` always pass.
 */
export const product = hostListProduct({
  id: 'transmission',
  order: 222,
  name: 'Transmission',
  responder: (facts) => byWords(facts) ?? byServer(facts, /^Transmission$/) ?? byPath(facts),
  marks: { server: /^Transmission$/ },
  condition: text('product_transmission_condition'),
  log: {
    text: text('product_transmission_log'),
    look: 'Host not whitelisted',
    places: [{ kind: 'journal', unit: 'transmission-daemon' }, { kind: 'container' }],
  },
  operation: {
    find: (look) => ({ words: ['grep', '-nE', '--', look, SETTINGS] }),
    test: { words: ['python3', '-m', 'json.tool', SETTINGS] },
    reload: { words: ['systemctl', 'reload', 'transmission-daemon'] },
  },
  allow: {
    detail: text('fix_transmission_allowed_hosts_detail'),
    target: { file: SETTINGS, block: '', change: 'replace', replaces: ['"rpc-host-whitelist"'] },
    // Newer versions write it with `_`.
    look: 'rpc.(host.whitelist|authentication)',
    lines: (host) => `"rpc-host-whitelist": "${configHost(host)}",`,
  },
  source: 'transmission/transmission, libtransmission/rpc-server; measured: Transmission 3.00',
  tested: 'transmission/transmission, Editing Configuration Files, RPC; measured: Transmission 3.00',
});
