import { text } from '../../../model/text.js';
import type { Product, RawFacts } from '../../types.js';
import { configHost } from '../config-host.js';
import { byHeader, bySentence, listed, misdirectedBody, sign } from '../signals.js';

/** Also on its pages for other statuses; under 421 it is the rule against domain fronting. */
const SENTENCE = "Our services aren't available right now";

const refuses = (facts: RawFacts): boolean => misdirectedBody(facts)?.includes(SENTENCE) === true;

/** Each Front Door on the way adds a reference of its own. */
const twice = (facts: RawFacts): boolean => listed(facts, 'x-azure-ref').length > 1;

/** Azure Front Door. Says 421 if SNI and Host belong to different customers (since January 2024). */
export const product: Product = {
  id: 'azure-front-door',
  order: 30,
  name: 'Azure Front Door',
  kind: 'cdn',
  responder: (facts) => {
    if (!refuses(facts)) return undefined;
    return sign(facts.header('x-azure-ref') === undefined ? 'likely' : 'certain', bySentence(SENTENCE));
  },
  gateway: (facts) => {
    const reference = listed(facts, 'x-azure-ref')[0];
    return reference === undefined || (refuses(facts) && !twice(facts))
      ? undefined
      : sign('certain', byHeader('X-Azure-Ref', reference));
  },
  condition: text('product_azure_front_door_condition'),
  log: { text: text('product_azure_front_door_log'), look: 'SSLMismatchedSNI', places: [] },
  implications: [
    {
      cause: 'edge-policy',
      weight: 'decides',
      text: text('product_azure_front_door_implies_edge_policy'),
      source: 'learn.microsoft.com/answers/questions/1421101; Stack Overflow 75177602',
      when: (facts) => !twice(facts),
    },
    {
      cause: 'edge-policy',
      weight: 3,
      text: text('product_azure_front_door_implies_twice'),
      source:
        'learn.microsoft.com/azure/frontdoor/front-door-http-headers-protocol: each adds an x-azure-ref',
      when: twice,
    },
  ],
  fixes: [
    {
      id: 'azure-inner-domain',
      causes: ['edge-policy', 'origin-sni'],
      role: 'responder',
      title: text('fix_azure_inner_domain'),
      detail: text('fix_azure_inner_domain_detail'),
      target: { file: 'Azure CLI', block: '', change: 'add' },
      lines: (host) =>
        `az afd custom-domain create --resource-group RESOURCE_GROUP --profile-name INNER_PROFILE --custom-domain-name DOMAIN_NAME --host-name ${configHost(host)}`,
      standing: 'documented',
      source: 'learn.microsoft.com/cli/azure/afd/custom-domain',
      when: twice,
    },
  ],
  variants: [],
};
