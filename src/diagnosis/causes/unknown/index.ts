import { text } from '../../../model/text.js';
import {
  bypassGateway,
  checkCdnMapping,
  checkSharedHosting,
  contactOperator,
  ownServer,
  reproduce,
  retryFresh,
  runChecks,
  verifyCertificate,
} from '../../common-steps.js';
import { wereChecksRun } from '../../observed/checks.js';
import { edge, node, pass, to } from '../../route/draw.js';
import type { Cause } from '../../types.js';

/** Stands where nothing decides. It has no rules: it is the absence of evidence for the others. */
export const cause: Cause = {
  id: 'unknown',
  quotesResponse: true,
  order: 180,
  name: text('cause_unknown_name'),
  hop: 'unknown',
  fixedBy: 'nobody-known',
  definition: text('cause_unknown_definition'),
  verdict: ({ authority }) => text('cause_unknown_verdict', authority.host),
  visitor: (facts) =>
    text(
      wereChecksRun(facts) ? 'cause_unknown_visitor_checked' : 'cause_unknown_visitor',
      facts.authority.host,
    ),
  operator: ({ authority }) => text('cause_unknown_operator', authority.host),
  rules: [],
  steps: (facts) => [
    runChecks(),
    retryFresh(facts),
    ...ownServer(facts),
    contactOperator(facts),
    reproduce(facts),
    bypassGateway(facts),
    verifyCertificate(facts),
    checkSharedHosting(facts),
    checkCdnMapping(facts),
  ],
  route: (parts) => ({
    hops: [
      ...parts.gateways.map((gateway) => pass({ ...gateway, mark: 'unsure' })),
      to(edge('unsure'), node('server', parts.responder ?? text('route_server'), 'unsure')),
    ],
    caption: text('route_caption_unknown'),
  }),
  settles: ({ body, occurrence }) =>
    text(
      body === undefined && occurrence.outcome !== 'recovered'
        ? 'doubt_unknown_body_unseen'
        : 'doubt_unknown',
    ),
};
