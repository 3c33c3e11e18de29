import type { Step } from '../../../model/step.js';
import { text } from '../../../model/text.js';
import { contactOperator } from '../../common-steps.js';
import { ageOf, cacheHit, provenAge } from '../../observed/cache.js';
import { answeredAgain, refusedAgain } from '../../observed/checks.js';
import { surfaced } from '../../observed/page.js';
import { edge, node, pass, responderLabel, to } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

const fromStore = (facts: Facts): boolean =>
  surfaced(facts) && (facts.fromCache === true || ageOf(facts) > 0 || cacheHit(facts) !== undefined);

/** RFC 9110 (appendix B.3) took 421 out of the statuses that may be stored without explicit freshness. */
export const cause: Cause = {
  id: 'stale-response',
  order: 10,
  aboutStored: true,
  name: text('cause_stale_response_name'),
  hop: 'edge',
  hopOf: ({ fromCache }) => (fromCache === true ? 'browser' : 'edge'),
  fixedBy: 'operator',
  definition: text('cause_stale_response_definition'),
  headline: ({ authority }) => text('headline_stale_response', authority.host),
  verdict: ({ fromCache, authority }) =>
    fromCache === true
      ? text('cause_stale_response_verdict_browser')
      : text('cause_stale_response_verdict_edge', authority.host),
  visitor: ({ fromCache }) =>
    text(fromCache === true ? 'cause_stale_response_visitor_browser' : 'cause_stale_response_visitor_edge'),
  operator: () => text('cause_stale_response_operator'),
  rules: [
    {
      id: 'from-browser-cache',
      weight: 'decides',
      source: 'RFC 9111 section 4; RFC 9110 appendix B.3',
      text: text('evidence_from_browser_cache'),
      observe: (facts) => surfaced(facts) && facts.fromCache === true,
    },
    {
      id: 'age',
      weight: 'decides',
      source: 'RFC 9111 section 5.1; measured: Traffic Server 9.2.9 sends it with every response',
      text: text('evidence_age', '60'),
      observe: (facts) =>
        surfaced(facts) && provenAge(facts) > 0 && text('evidence_age', String(provenAge(facts))),
    },
    {
      id: 'cache-hit',
      weight: 'decides',
      source:
        'RFC 9211; the X-Cache and CF-Cache-Status fields of CDNs; measured: nginx 1.22.1 ($upstream_cache_status), Varnish 7.1.1, Squid 5.7',
      text: text('evidence_cache_hit', 'X-Cache: HIT'),
      observe: (facts) => {
        const hit = surfaced(facts) ? cacheHit(facts) : undefined;
        return hit !== undefined && text('evidence_cache_hit', hit);
      },
    },
    {
      id: 'not-from-a-cache',
      weight: 'excludes',
      source: 'RFC 9111 section 5.1: a cache sends Age with a stored response',
      text: text('evidence_not_from_a_cache'),
      observe: (facts) => surfaced(facts) && facts.fromCache === false && !fromStore(facts),
    },
    {
      id: 'repeat-refused',
      weight: 'excludes',
      source: 'RFC 9111 section 5.2.1.5: a no-store request is not answered from a store',
      text: text('evidence_repeat_refused'),
      observe: (facts) => fromStore(facts) && refusedAgain(facts),
      fresh: true,
    },
    {
      id: 'repeat-answered',
      weight: 2,
      source: 'RFC 9111 section 5.2.1.5: a no-store request is not answered from a store',
      text: text('evidence_repeat_answered'),
      observe: (facts) => fromStore(facts) && answeredAgain(facts),
      fresh: true,
    },
  ],
  steps: (facts) => [
    bypassCache(),
    contactOperator(facts),
    ...(facts.fromCache === true ? [] : [clearEdgeCache()]),
    neverStoreErrors(),
  ],
  route: (parts) => ({
    hops: [
      pass(node('cache', text('route_cache'), parts.break, text('route_role_kept_421'))),
      to(edge('unreached'), node('server', responderLabel(parts), 'unreached')),
    ],
  }),
  settles: () => text('doubt_stale_response'),
};

/** The one reload that helps: it passes the browser's cache by (RFC 9111 section 5.2.1.4). */
const bypassCache = (): Step => ({
  id: 'bypass-cache',
  audience: 'visitor',
  trial: 1,
  title: text('step_bypass_cache'),
  detail: text('step_bypass_cache_detail'),
  actions: [{ kind: 'reload_past_cache' }],
});

const clearEdgeCache = (): Step => ({
  id: 'clear-edge-cache',
  audience: 'operator',
  group: 'fix',
  title: text('step_clear_edge_cache'),
  actions: [],
});

const neverStoreErrors = (): Step => ({
  id: 'never-store-errors',
  audience: 'operator',
  group: 'fix',
  title: text('step_never_store_errors'),
  detail: text('step_never_store_errors_detail'),
  actions: [{ kind: 'copy', value: 'Cache-Control: no-store' }],
});
