import { text } from '../../model/text.js';
import { bypassFront, checkSharedHosting, reproduce, tellOperator, verifyCertificate } from '../advice.js';
import { answeredAgain } from '../observed/checks.js';
import { plainlyNamed } from '../observed/network.js';
import { comparesSniWithHost, emitterId, surfaced } from '../observed/page.js';
import { emitterName, nothingInFront } from '../observed/route.js';
import { emptyBehindFront } from '../observed/traces.js';
import type { Cause } from '../types.js';

/** RFC 6066 section 11.1: who chooses by SNI should check the name again at the application's layer. */
export const sniHostCheck: Cause = {
  id: 'sni-host-check',
  name: text('cause_sni_host_check_name'),
  hop: 'origin',
  mender: 'operator',
  needsTls: true,
  definition: text('cause_sni_host_check_definition'),
  verdict: (facts) => {
    const emitter = emitterName(facts);
    return emitter === undefined
      ? text('cause_sni_host_check_verdict')
      : text('cause_sni_host_check_verdict_emitter', emitter);
  },
  visitor: ({ authority }) => text('cause_sni_host_check_visitor', authority.host),
  operator: ({ authority }) => text('cause_sni_host_check_operator', authority.host),
  rules: [
    {
      id: 'empty-behind-front',
      weight: 1,
      source: 'measured: Caddy 2.6.2 with strict_sni_host behind nginx 1.22.1',
      text: text('evidence_empty_behind_front', 'nginx'),
      observe: (facts) => plainlyNamed(facts) && emptyBehindFront(facts),
    },
    {
      id: 'websocket',
      weight: 1,
      source: 'RFC 8441 section 5; Chromium, net/spdy/spdy_session_pool.cc',
      text: text('evidence_websocket'),
      observe: (facts) =>
        surfaced(facts) &&
        comparesSniWithHost(facts) &&
        facts.occurrence.exchange.request.type === 'websocket',
    },
    {
      id: 'browser-agrees',
      weight: -1,
      source: 'measured: Chromium 156 and Firefox 153 send SNI = Host on a connection of their own',
      text: text('evidence_browser_agrees', 'nginx'),
      observe: (facts) => {
        const id = emitterId(facts);
        return (
          (id === 'nginx' || id === 'haproxy') &&
          nothingInFront(facts) &&
          plainlyNamed(facts) &&
          text('evidence_browser_agrees', emitterName(facts) ?? '')
        );
      },
    },
    {
      id: 'repeat-answered',
      weight: -2,
      source: 'RFC 6066 section 11.1: the rule would refuse the repeat too',
      text: text('evidence_repeat_answered'),
      observe: answeredAgain,
      fresh: true,
    },
  ],
  steps: (facts) => [
    tellOperator(facts),
    {
      id: 'review-rule',
      audience: 'operator',
      title: text('step_review_rule'),
      detail: text('step_review_rule_detail'),
      actions: [],
    },
    reproduce(facts),
    bypassFront(facts),
    checkSharedHosting(facts),
    verifyCertificate(facts),
  ],
  settles: () => text('doubt_sni_host_check'),
};
