import { text } from '../../../model/text.js';
import { checkCdnMapping, contactOperator, retryFresh, verifyCertificate } from '../../common-steps.js';
import { answeredAgain } from '../../observed/checks.js';
import { comparesSniWithHost, surfaced } from '../../observed/page.js';
import { cdnAsked, nameOf } from '../../observed/route.js';
import { edge, node, odd, to, unlike } from '../../route/draw.js';
import type { Cause, Facts, ProductMatch } from '../../types.js';

/** CDNs that refuse an SNI and a Host of different customers, each by its own documentation. */
const REFUSE_FRONTING: ReadonlySet<string> = new Set(['cloudfront', 'azure-front-door']);

const strictEdge = ({ responder, gateways }: Facts): ProductMatch | undefined =>
  [...(responder ? [responder] : []), ...gateways].find(({ product }) => REFUSE_FRONTING.has(product.id));

/** The rule against domain fronting: one customer's SNI with another's Host. */
export const cause: Cause = {
  id: 'edge-policy',
  order: 50,
  setOffBySharing: true,
  name: text('cause_edge_policy_name'),
  hop: 'edge',
  fixedBy: 'operator',
  needsTls: true,
  definition: text('cause_edge_policy_definition'),
  verdict: (facts) => {
    const edge = strictEdge(facts);
    return edge ? text('cause_edge_policy_verdict_edge', nameOf(edge)) : text('cause_edge_policy_verdict');
  },
  visitor: ({ authority }) => text('cause_edge_policy_visitor', authority.host),
  operator: ({ authority }) => text('cause_edge_policy_operator', authority.host),
  rules: [
    {
      id: 'strict-edge-unseen-page',
      weight: 2,
      source: 'Microsoft Tech Community 4006619; CloudFront developer guide, alternate domain names',
      text: text('evidence_strict_edge_unseen_page', 'Azure Front Door'),
      observe: (facts) => {
        const edge = strictEdge(facts);
        return (
          surfaced(facts) &&
          edge !== undefined &&
          facts.body === undefined &&
          facts.responder === undefined &&
          text('evidence_strict_edge_unseen_page', nameOf(edge))
        );
      },
    },
    {
      id: 'cdn-asked-by-gateway',
      weight: -2,
      source: 'RFC 9110 section 3.7: the rule then refused the gateway, whose names are its own',
      text: text('evidence_cdn_asked_by_gateway', 'CloudFront', 'nginx'),
      observe: (facts) => {
        const asked = surfaced(facts) ? cdnAsked(facts) : undefined;
        return (
          asked !== undefined &&
          asked.by.product.id !== asked.cdn.product.id &&
          text('evidence_cdn_asked_by_gateway', nameOf(asked.cdn), nameOf(asked.by))
        );
      },
    },
    {
      id: 'page-from-behind',
      weight: -3,
      source: 'the responder’s source, see docs/products.md',
      text: text('evidence_page_from_behind', 'Apache httpd'),
      observe: (facts) =>
        strictEdge(facts) !== undefined &&
        comparesSniWithHost(facts) &&
        facts.responder !== undefined &&
        text('evidence_page_from_behind', facts.responder.product.name),
    },
    {
      id: 'repeat-answered',
      weight: -2,
      source: 'Microsoft Tech Community 4006619: the rule holds for each request',
      text: text('evidence_repeat_answered'),
      observe: (facts) => strictEdge(facts) !== undefined && answeredAgain(facts),
      fresh: true,
    },
  ],
  steps: (facts) => [
    retryFresh(facts),
    contactOperator(facts),
    {
      id: 'one-profile-per-certificate',
      audience: 'operator',
      group: 'fix',
      title: text('step_one_profile_per_certificate'),
      detail: text('step_one_profile_per_certificate_detail', facts.authority.host),
      actions: [],
    },
    checkCdnMapping(facts),
    verifyCertificate(facts),
  ],
  suspected: (facts, suspect) =>
    suspect.by === 'page' && suspect.meaning === 'other-account'
      ? {
          place: 1,
          verdict: text('suspected_verdict_other_account', suspect.rule.writer, facts.authority.host),
          operator: text('suspected_operator_other_account', suspect.rule.writer, facts.authority.host),
          steps: [contactOperator(facts), checkCdnMapping(facts)],
        }
      : undefined,
  route: (parts) => ({
    hops: [
      to(
        edge('passed', odd(unlike)),
        node(
          'gateway',
          parts.gateways[0]?.name ?? parts.responder ?? text('route_edge'),
          parts.break,
          text('route_role_refuses_by_rule'),
        ),
      ),
    ],
  }),
  settles: () => text('doubt_edge_policy'),
};
