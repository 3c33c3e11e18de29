import { text } from '../../../model/text.js';
import type { Product, RawFacts } from '../../types.js';
import { byHeader, bySentence, misdirectedBody, sign } from '../signals.js';

const SENTENCES = [
  "The request's authority does not match the TLS SNI negotiated",
  'automatic answer by Sōzu',
] as const;

const sentenceIn = (facts: RawFacts): string | undefined =>
  SENTENCES.find((sentence) => misdirectedBody(facts)?.includes(sentence));

/** Sōzu. Says 421 if the authority is not among the names of the certificate it served (`strict_sni_binding`). */
export const product: Product = {
  id: 'sozu',
  order: 150,
  name: 'Sōzu',
  kind: 'proxy',
  comparesSniWithHost: true,
  responder: (facts) => {
    const sentence = sentenceIn(facts);
    return sentence === undefined ? undefined : sign('certain', bySentence(sentence));
  },
  gateway: (facts) => {
    const id = facts.header('sozu-id');
    return id === undefined || sentenceIn(facts) !== undefined
      ? undefined
      : sign('certain', byHeader('Sozu-Id', id));
  },
  condition: text('product_sozu_condition'),
  implications: [
    {
      cause: 'sni-host-check',
      weight: 3,
      text: text('product_sozu_implies_sni_host_check'),
      source: 'sozu-proxy/sozu, lib/src/protocol/mux/router.rs, strict_sni_binding',
    },
    {
      cause: 'certificate-mismatch',
      weight: 1,
      text: text('product_sozu_implies_certificate_mismatch'),
      source: 'sozu-proxy/sozu, lib/src/protocol/mux/router.rs, strict_sni_binding',
    },
  ],
  fixes: [
    {
      id: 'sozu-no-strict-binding',
      causes: ['sni-host-check', 'coalesced-connection'],
      role: 'responder',
      title: text('fix_sozu_no_strict_binding'),
      detail: text('fix_sozu_no_strict_binding_detail'),
      target: {
        file: '/etc/sozu/config.toml',
        block: 'listeners',
        change: 'replace',
        replaces: ['strict_sni_binding'],
      },
      lines: () => 'strict_sni_binding = false',
      lowersSecurity: {
        opens: text('fix_sozu_no_strict_binding_opens'),
        wrongFor: text('fix_sozu_no_strict_binding_wrong_for'),
      },
      standing: 'documented',
      source: 'sozu-proxy/sozu, command/src/config.rs',
    },
  ],
  variants: [],
};
