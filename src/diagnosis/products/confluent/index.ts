import { isIpLiteral } from '../../../model/authority.js';
import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { bySentence, misdirectedBody, pathOf, sign } from '../signals.js';

const HANDLER = 'confluentinc/rest-utils, core/src/main/java/io/confluent/rest/handlers/SniHandler.java';

/** Jetty's page, written before any servlet was asked: a program's own refusal names its servlet. */
const PAGE = /<h2>HTTP ERROR 421 [\s\S]{0,1500}<th>SERVLET:<\/th><td>-<\/td>/;

/** Paths of Schema Registry, Kafka REST and Connect. */
const CONFLUENT_PATH =
  /^\/(?:subjects|schemas|topics|consumers|connectors|connector-plugins|v3\/clusters|kafka\/v3)(?:\/|$)/;

/**
 * Confluent's REST servers (Schema Registry, Kafka REST) on Jetty. With `sni.check.enabled` they refuse an SNI other than
 * the Host; a connection without SNI passes. A rewrite rule of any Jetty writes the same page, so the path must fit.
 */
export const product: Product = {
  id: 'confluent',
  order: 330,
  name: 'Confluent REST',
  kind: 'framework',
  responder: (facts) =>
    facts.authority.scheme === 'https' &&
    PAGE.test(misdirectedBody(facts) ?? '') &&
    CONFLUENT_PATH.test(pathOf(facts))
      ? sign('likely', bySentence('HTTP ERROR 421 Misdirected Request'))
      : undefined,
  condition: text('product_confluent_condition'),
  log: {
    text: text('product_confluent_log'),
    look: 'Sni check failed, host header',
    places: [{ kind: 'container' }, { kind: 'kubernetes' }],
  },
  implications: [
    {
      cause: 'origin-sni',
      weight: 3,
      text: text('product_confluent_implies_origin_sni'),
      source: `${HANDLER}; confluentinc/rest-utils#410`,
      when: ({ authority }) => !isIpLiteral(authority.host),
    },
    {
      cause: 'sni-host-check',
      weight: 1,
      text: text('product_confluent_implies_sni_host_check'),
      source: HANDLER,
    },
  ],
  fixes: [
    {
      id: 'confluent-sni-check',
      causes: ['origin-sni', 'sni-host-check'],
      role: 'responder',
      title: text('fix_confluent_sni_check'),
      target: {
        file: 'kafka-rest.properties',
        block: '',
        change: 'replace',
        replaces: ['sni.check.enabled'],
      },
      lines: () => 'sni.check.enabled=false',
      standing: 'documented',
      source: 'confluentinc/rest-utils#410, #555',
      lowersSecurity: {
        opens: text('fix_confluent_sni_check_opens'),
        wrongFor: text('fix_confluent_sni_check_wrong_for'),
      },
    },
  ],
  variants: [],
};
