import type { Step } from '../../../model/step.js';
import { text } from '../../../model/text.js';
import type { ServeCommand } from '../../../suspicion/rule.js';
import {
  checkCdnMapping,
  compareAddress,
  contactOperator,
  reproduce,
  runChecks,
  verifyCertificate,
} from '../../common-steps.js';
import { refusedTwiceOnOwn } from '../../observed/attempts.js';
import { answeredAgain, otherPathOutcome, refusedAgain } from '../../observed/checks.js';
import { alternates, answeredMinutesBefore, turnedAfterLongSuccess } from '../../observed/history.js';
import { comparesSniWithHost, responderId, surfaced } from '../../observed/page.js';
import { pastedResponse } from '../../observed/pasted.js';
import { refusesHost, writerOf } from '../../observed/refusal.js';
import { cdnAsked, cdnAskedBy, nameOf, responderName } from '../../observed/route.js';
import { node, toResponder } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

const cdnOf = ({ gateways, responder }: Facts): string | undefined => {
  const match = [responder, ...gateways].find((candidate) => candidate?.product.kind === 'cdn');
  return match && nameOf(match);
};

/** RFC 9110 section 15.5.20, first ground: the server is not configured for the target's origin. */
export const cause: Cause = {
  id: 'host-not-served',
  order: 110,
  setOffBySharing: true,
  name: text('cause_host_not_served_name'),
  hop: 'origin',
  hopOf: (facts) => (cdnOf(facts) === undefined ? 'origin' : 'edge'),
  fixedBy: 'operator',
  definition: text('cause_host_not_served_definition'),
  verdict: (facts) => {
    const responder = responderName(facts);
    const { host } = facts.authority;
    return responder === undefined
      ? text('cause_host_not_served_verdict', host)
      : text('cause_host_not_served_verdict_responder', responder, host);
  },
  visitor: ({ authority }) => text('cause_host_not_served_visitor', authority.host),
  operator: ({ authority }) => text('cause_host_not_served_operator', authority.host),
  rules: [
    {
      id: 'refused-on-every-path',
      weight: 2,
      source: 'nginx.org, server_names: a catch-all block answers every path alike',
      text: text('evidence_refused_on_every_path'),
      observe: (facts) =>
        refusedAgain(facts) !== false && otherPathOutcome(facts) === 'refused' && !comparesSniWithHost(facts),
      fresh: true,
    },
    {
      id: 'refuses-host',
      weight: 2,
      source: 'RFC 9110 section 15.5.20: the words of a rule for hosts that are not known',
      text: text('evidence_refuses_host'),
      observe: (facts) => refusesHost(facts) && writerOf(facts) !== 'application',
    },
    {
      id: 'plain-http',
      weight: 1,
      source: 'RFC 9110 section 15.5.20: without TLS to the browser, no SNI can differ from Host',
      text: text('evidence_plain_http'),
      observe: (facts) =>
        surfaced(facts) &&
        facts.authority.scheme === 'http' &&
        facts.dataFormat === undefined &&
        responderId(facts) === undefined,
    },
    {
      id: 'cdn-asked-by-gateway',
      weight: -2,
      source: 'RFC 9110 section 3.7: the gateway chose the CDN and the name',
      text: text('evidence_cdn_asked_by_gateway', 'Fastly', 'nginx'),
      observe: (facts) => {
        const asked = surfaced(facts) ? cdnAsked(facts) : undefined;
        return asked !== undefined && cdnAskedBy(asked);
      },
    },
    {
      id: 'log-refused-twice',
      weight: 1,
      source:
        'RFC 9110 section 7.4: the connection was made for this host, so only the host itself is refused',
      text: text('evidence_log_refused_twice'),
      observe: (facts) => refusedTwiceOnOwn(facts) && !comparesSniWithHost(facts),
    },
    {
      id: 'other-path-answered',
      weight: 'excludes',
      source: 'RFC 9110 section 7.4: the host is then served, only not on each path',
      text: text('evidence_other_path_answered'),
      observe: (facts) => otherPathOutcome(facts) === 'answered' && !answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'repeat-answered',
      weight: -3,
      source: 'RFC 9110 section 7.4: whether a host is configured does not change with the connection',
      text: text('evidence_repeat_answered'),
      observe: answeredAgain,
      fresh: true,
    },
    {
      id: 'pasted-answered',
      weight: -3,
      source: 'RFC 9110 section 7.4: whether a host is configured does not change with the program',
      text: text('evidence_pasted_answered'),
      observe: (facts) => {
        const response = pastedResponse(facts);
        return response?.where === 'same' && !response.refused;
      },
      fresh: true,
    },
    {
      id: 'answered-minutes-before',
      weight: -2,
      source: 'RFC 9110 section 7.4: the host was then configured there',
      text: text('evidence_answered_minutes_before'),
      observe: (facts) => answeredMinutesBefore(facts) || alternates(facts),
    },
    {
      id: 'long-success',
      weight: -1,
      source: 'RFC 9110 section 7.4: the host was then configured there',
      text: text('evidence_turned_after_long_success'),
      observe: turnedAfterLongSuccess,
    },
    {
      id: 'certificate-lacks-host',
      weight: 1,
      source: 'RFC 9525 section 6: a server set up for the host would have a certificate for it',
      text: text('evidence_certificate_lacks_host', 'www.example.com'),
      observe: ({ tls, authority }) =>
        tls?.domainMismatch === true && text('evidence_certificate_lacks_host', authority.host),
    },
  ],
  steps: (facts) => [
    contactOperator(facts),
    runChecks(),
    compareAddress(facts),
    {
      id: 'serve-host',
      audience: 'operator',
      group: 'fix',
      title: text('step_serve_host', facts.authority.host),
      detail: text('step_serve_host_detail'),
      actions: [],
    },
    checkCdnMapping(facts),
    reproduce(facts),
    verifyCertificate(facts),
  ],
  suspected: (facts, suspect) => {
    const { host } = facts.authority;
    const { meaning } = suspect;
    if (suspect.by === 'failure')
      return meaning === 'unrecognized-name'
        ? {
            place: 2,
            verdict: text('cause_host_not_served_verdict', host),
            operator: text('suspected_operator_unknown_name', host),
            steps: [
              contactOperator(facts),
              compareAddress(facts),
              serveHost(facts),
              verifyCertificate(facts),
            ],
          }
        : undefined;
    const { writer, kind, serve } = suspect.rule;
    const where = kind === 'server' ? { place: 1 } : ({ place: 1, hop: 'edge' } as const);
    if (meaning === 'unknown-host')
      return {
        ...where,
        verdict: text('suspected_verdict_unknown_host', writer, host),
        operator: text('suspected_operator_unknown_host', writer, host),
        steps: [
          contactOperator(facts),
          compareAddress(facts),
          serveHost(facts, serve),
          checkCdnMapping(facts),
          verifyCertificate(facts),
        ],
      };
    // The CDN was the right one; what it has for the host leads nowhere.
    if (meaning === 'no-origin')
      return {
        ...where,
        verdict: text('suspected_verdict_no_origin', writer, host),
        operator: text('suspected_operator_no_origin', writer, host),
        steps: [contactOperator(facts), checkCdnMapping(facts)],
      };
    return undefined;
  },
  route: (parts) => ({
    hops: toResponder(parts, (name) => node('server', name, parts.break, text('route_role_host_not_served'))),
  }),
  settles: () => text('doubt_host_not_served'),
};

/** Add the host there, with the writer's own command. */
const serveHost = ({ authority }: Facts, serve?: ServeCommand): Step => ({
  id: 'serve-host',
  audience: 'operator',
  group: 'fix',
  title: text('step_serve_host', authority.host),
  detail: text('step_serve_host_detail'),
  // A name that a program would take for an option makes no line.
  actions:
    serve && !authority.host.startsWith('-')
      ? [{ kind: 'command', command: { words: serve.words(authority.host) } }]
      : [],
});
