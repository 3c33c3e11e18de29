import { hasTrailingDot, originOf, withoutTrailingDot } from '../../../model/authority.js';
import { text } from '../../../model/text.js';
import { answeredAgain, withoutDotOutcome } from '../../observed/checks.js';
import { inDataFormat, surfaced } from '../../observed/page.js';
import { byProgram } from '../../observed/program.js';
import { siteGateway } from '../../observed/route.js';
import { edge, node, oddHostLabel, responderLabel, to } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

const dotted = ({ authority }: Facts): boolean => hasTrailingDot(authority.host);

const correctedUrl = ({ authority }: Facts): string =>
  `${originOf({ ...authority, host: withoutTrailingDot(authority.host) })}/`;

/** RFC 6066 section 3 has SNI without the dot; Chromium 156 and Firefox 153 send it with the dot (measured). */
export const cause: Cause = {
  id: 'trailing-dot',
  order: 20,
  sampleUrl: 'https://shop.example./',
  name: text('cause_trailing_dot_name'),
  hop: 'browser',
  fixedBy: 'visitor',
  definition: text('cause_trailing_dot_definition'),
  verdict: ({ authority }) => text('cause_trailing_dot_verdict', authority.host),
  visitor: ({ authority }) => text('cause_trailing_dot_visitor', withoutTrailingDot(authority.host)),
  operator: ({ authority }) => text('cause_trailing_dot_operator', authority.host),
  rules: [
    {
      id: 'dot-in-url',
      weight: 3,
      source: 'RFC 6066 section 3; measured: Chromium 156 and Firefox 153 put the dot into the SNI',
      text: text('evidence_dot_in_url', 'www.example.com.'),
      observe: (facts) =>
        surfaced(facts) &&
        facts.authority.scheme === 'https' &&
        dotted(facts) &&
        !byProgram(facts) &&
        text('evidence_dot_in_url', facts.authority.host),
    },
    {
      id: 'dot-by-program',
      weight: 2,
      source:
        'measured: curl 7.88, wget 1.21 and Go 1.19 leave the dot out of SNI and keep it in Host; Node 20, urllib and Ruby keep both',
      text: text('evidence_dot_by_program', 'www.example.com.'),
      observe: (facts) =>
        surfaced(facts) &&
        facts.authority.scheme === 'https' &&
        dotted(facts) &&
        byProgram(facts) &&
        text('evidence_dot_by_program', facts.authority.host),
    },
    {
      id: 'dot-without-tls',
      weight: 1,
      source: 'RFC 9110 section 7.2: the Host field carries the dot as well',
      text: text('evidence_dot_without_tls'),
      observe: (facts) => surfaced(facts) && facts.authority.scheme === 'http' && dotted(facts),
    },
    {
      id: 'without-dot-answered',
      weight: 'decides',
      source: 'measured: Apache 2.4.71 answers the same name without the dot',
      text: text('evidence_without_dot_answered', 'www.example.com'),
      observe: (facts) =>
        dotted(facts) &&
        withoutDotOutcome(facts) === 'answered' &&
        text('evidence_without_dot_answered', withoutTrailingDot(facts.authority.host)),
      fresh: true,
    },
    {
      id: 'without-dot-refused',
      weight: 'excludes',
      source: 'RFC 9110 section 15.5.20: the refusal then has another ground',
      text: text('evidence_without_dot_refused', 'www.example.com'),
      observe: (facts) =>
        dotted(facts) &&
        withoutDotOutcome(facts) === 'refused' &&
        text('evidence_without_dot_refused', withoutTrailingDot(facts.authority.host)),
      fresh: true,
    },
    {
      id: 'repeat-answered',
      weight: -3,
      source: 'measured: the dot is refused each time',
      text: text('evidence_repeat_answered'),
      observe: (facts) => dotted(facts) && answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'data-format',
      weight: -2,
      source: 'RFC 9110 section 15.5.20; servers’ own pages are HTML, text or empty',
      text: text('evidence_data_format', 'JSON'),
      observe: (facts) => dotted(facts) && inDataFormat(facts),
    },
    {
      id: 'gateway-ends-tls',
      weight: -1,
      source: 'RFC 6066 section 3: the origin sees the SNI that its gateway sends',
      text: text('evidence_gateway_ends_tls'),
      observe: (facts) => dotted(facts) && siteGateway(facts) !== undefined,
    },
  ],
  steps: (facts) => [
    {
      id: 'open-without-dot',
      audience: 'visitor',
      trial: 1,
      title: text('step_open_without_dot', withoutTrailingDot(facts.authority.host)),
      detail: text('step_open_without_dot_detail'),
      actions: [{ kind: 'open', url: correctedUrl(facts) }],
    },
    {
      id: 'find-dotted-link',
      audience: 'operator',
      group: 'fix',
      title: text('step_find_dotted_link'),
      detail: text('step_find_dotted_link_detail'),
      actions: [],
    },
  ],
  route: (parts) => ({
    hops: [
      to(
        edge(parts.break, oddHostLabel(parts.host)),
        node('server', responderLabel(parts), 'refused', text('route_role_name_without_dot')),
      ),
    ],
  }),
  settles: ({ authority }) => text('doubt_trailing_dot', withoutTrailingDot(authority.host)),
};
