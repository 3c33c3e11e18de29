import { text } from '../../../model/text.js';
import { configHost } from '../config-host.js';
import { hostListProduct } from '../host-list-product.js';
import { byPage } from '../signals.js';

const WORDS = 'etcd received your request, but the Host header was unrecognized.';
/** Where Debian's package has it. */
const SETTINGS = '/etc/default/etcd';

/** etcd. Over plain http it refuses hosts that are not in `--host-whitelist`; the list allows all unless it is set. */
export const product = hostListProduct({
  id: 'etcd',
  order: 223,
  name: 'etcd',
  responder: (facts) => {
    const page = byPage(
      facts,
      /^\s{0,4}etcd received your request, but the Host header was unrecognized\./,
      WORDS,
    );
    return page && { ...page, sure: 'certain' };
  },
  condition: text('product_etcd_condition'),
  log: {
    text: text('product_etcd_log'),
    look: 'rejecting HTTP request to prevent DNS rebinding attacks',
    places: [{ kind: 'journal', unit: 'etcd' }, { kind: 'container' }, { kind: 'kubernetes' }],
  },
  operation: {
    find: (look) => ({ words: ['grep', '-nE', '--', look, SETTINGS] }),
    test: { words: ['grep', '-E', '^ETCD_HOST_WHITELIST=', SETTINGS] },
    reload: { words: ['systemctl', 'restart', 'etcd'] },
  },
  allow: {
    target: { file: SETTINGS, block: '', change: 'replace', replaces: ['ETCD_HOST_WHITELIST'] },
    look: 'HOST_WHITELIST',
    lines: (host) => `ETCD_HOST_WHITELIST="${configHost(host)}"`,
  },
  source: 'etcd-io/etcd, server/embed/serve.go, errCVE20185702; measured: etcd 3.4.23',
  tested: 'etcd.io, configuration options, host-whitelist; measured: etcd 3.4.23',
});
