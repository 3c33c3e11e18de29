import { isPrivateAddress } from '../../../model/authority.js';
import type { Step } from '../../../model/step.js';
import { text } from '../../../model/text.js';
import { otherNetwork, reproduce, runChecks, verifyCertificate } from '../../common-steps.js';
import { answeredAgain, otherCertificate, refusedAgain } from '../../observed/checks.js';
import {
  forwarded,
  nobodyElseInVia,
  privateRoot,
  privateServer,
  proxied,
  proxyInVia,
  publicCertificate,
  tunnelRefused,
} from '../../observed/network.js';
import { responderId, surfaced } from '../../observed/page.js';
import { otherIssuer } from '../../observed/pasted.js';
import { eitherSideProxy, nameOf, siteGateway } from '../../observed/route.js';
import { edge, node, odd, pass, responderLabel, to, unlike } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

/** A proxy's address says nothing of the server's. */
const publicServer = (facts: Facts): boolean =>
  facts.address !== undefined && !proxied(facts) && !isPrivateAddress(facts.address);

const readProxyLog = ({ authority, proxy }: Facts): Step => ({
  id: 'read-proxy-log',
  audience: 'operator',
  group: 'confirm',
  title: text('step_read_proxy_log', proxy?.host ?? authority.host),
  detail: text('step_read_proxy_log_detail', authority.host),
  actions: [],
});

/** Something on the reader's side opens the TLS connection and makes another of its own to the site. */
const ANOTHER_NETWORK = text('doubt_client_middlebox');

export const cause: Cause = {
  id: 'client-middlebox',
  order: 170,
  name: text('cause_client_middlebox_name'),
  hop: 'network',
  fixedBy: 'network-admin',
  definition: text('cause_client_middlebox_definition'),
  verdict: () => text('cause_client_middlebox_verdict'),
  visitor: ({ authority }) => text('cause_client_middlebox_visitor', authority.host),
  operator: ({ authority }) => text('cause_client_middlebox_operator', authority.host),
  rules: [
    {
      id: 'proxy-refused-tunnel',
      weight: 'decides',
      source: 'RFC 9110 section 9.3.6; measured: Firefox 153 names the error of a 421 to CONNECT',
      text: text('evidence_proxy_refused_tunnel', 'proxy.example.com'),
      observe: (facts) =>
        tunnelRefused(facts) && text('evidence_proxy_refused_tunnel', facts.proxy?.host ?? ''),
    },
    {
      id: 'forwarded-request',
      weight: 2,
      source: 'RFC 9112 section 3.2.2: a proxy gets the whole http URL, and may respond itself',
      text: text('evidence_forwarded_request', 'proxy.example.com'),
      observe: (facts) =>
        surfaced(facts) &&
        forwarded(facts) &&
        nobodyElseInVia(facts) &&
        responderId(facts) === undefined &&
        text('evidence_forwarded_request', facts.proxy?.host ?? ''),
    },
    {
      id: 'proxy-in-via',
      weight: 3,
      source: 'RFC 9110 section 7.6.3',
      text: text('evidence_proxy_in_via', 'proxy.example.com'),
      observe: (facts) => {
        const proxy = surfaced(facts) && nobodyElseInVia(facts) ? proxyInVia(facts) : undefined;
        return proxy !== undefined && responderId(facts) === undefined
          ? text('evidence_proxy_in_via', proxy)
          : false;
      },
    },
    {
      id: 'may-be-forwarded',
      weight: 1,
      source: 'RFC 9112 section 3.2.2; Chromium shows extensions no proxy (measured: 156)',
      text: text('evidence_may_be_forwarded'),
      observe: (facts) =>
        surfaced(facts) &&
        facts.proxy === undefined &&
        facts.authority.scheme === 'http' &&
        responderId(facts) === undefined,
    },
    {
      id: 'proxy-in-use',
      weight: 1,
      source: 'ros2/ros2_documentation#6092',
      text: text('evidence_proxy_in_use', 'http'),
      observe: (facts) =>
        surfaced(facts) && proxied(facts) && text('evidence_proxy_in_use', facts.proxy?.type ?? ''),
    },
    {
      id: 'private-root',
      weight: 3,
      source: 'RFC 5280 section 6: the trust anchor did not come with the browser',
      text: text('evidence_private_root'),
      observe: (facts) => surfaced(facts) && privateRoot(facts) && publicServer(facts),
    },
    {
      id: 'private-root-through-proxy',
      weight: 2,
      source: 'RFC 5280 section 6: the trust anchor did not come with the browser',
      text: text('evidence_private_root_through_proxy'),
      observe: (facts) => surfaced(facts) && privateRoot(facts) && proxied(facts),
    },
    {
      id: 'proxy-on-the-way',
      weight: 1,
      source: 'RFC 9110 section 7.6.3',
      text: text('evidence_proxy_on_the_way', 'Squid'),
      observe: (facts) => {
        const proxy = surfaced(facts) ? eitherSideProxy(facts) : undefined;
        return proxy ? text('evidence_proxy_on_the_way', nameOf(proxy)) : false;
      },
    },
    {
      id: 'other-issuer',
      weight: 3,
      source: 'RFC 5280 section 4.1.2.4: one server, two issuers',
      text: text('evidence_other_issuer', 'Company CA', 'Public CA'),
      observe: (facts) => {
        const issuers = otherIssuer(facts);
        return issuers ? text('evidence_other_issuer', issuers.here, issuers.there) : false;
      },
      fresh: true,
    },
    {
      id: 'other-certificate',
      weight: 2,
      source: 'RFC 5280 section 4.1: one server, two certificates',
      text: text('evidence_other_certificate'),
      observe: otherCertificate,
      fresh: true,
    },
    {
      id: 'repeat-answered',
      weight: 1,
      source: 'RFC 9113 section 9.1.1: the repeat went over another connection',
      text: text('evidence_repeat_answered'),
      observe: (facts) =>
        (proxied(facts) || (privateRoot(facts) && publicServer(facts))) && answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'repeat-refused',
      weight: -1,
      source: 'RFC 9113 section 9.1.1: the repeat went over another connection',
      text: text('evidence_repeat_refused'),
      observe: refusedAgain,
      fresh: true,
    },
    {
      id: 'public-certificate',
      weight: 'excludes',
      source: 'RFC 5280 section 6: no public CA signs for a device that opens other people’s connections',
      text: text('evidence_public_certificate'),
      observe: (facts) => surfaced(facts) && publicCertificate(facts),
    },
    {
      id: 'site-gateway',
      weight: -2,
      source: 'RFC 9110 section 3.7: a gateway of the site explains it without one on the reader’s side',
      text: text('evidence_site_gateway'),
      observe: (facts) => siteGateway(facts) !== undefined,
    },
    {
      id: 'near-server',
      weight: -1,
      source: 'RFC 1918',
      text: text('evidence_near_server'),
      observe: (facts) => surfaced(facts) && privateServer(facts) === true,
    },
  ],
  steps: (facts) => [
    otherNetwork(facts),
    ...(tunnelRefused(facts) || forwarded(facts) || proxyInVia(facts) !== undefined
      ? [readProxyLog(facts)]
      : []),
    runChecks(),
    {
      id: 'exempt-site',
      audience: 'visitor',
      title: text('step_exempt_site', facts.authority.host),
      detail: text('step_exempt_site_detail'),
      actions: [],
    },
    verifyCertificate(facts),
    reproduce(facts),
  ],
  // It can give any of these failures, so it is always among what is named.
  suspected: (facts, { by }) =>
    by === 'failure'
      ? {
          place: 3,
          verdict: text('cause_client_middlebox_verdict'),
          visitor: text('suspected_visitor_network', facts.authority.host),
          operator: text('cause_client_middlebox_operator', facts.authority.host),
          steps: [otherNetwork(facts), verifyCertificate(facts)],
          settles: ANOTHER_NETWORK,
        }
      : undefined,
  route: (parts) => ({
    hops: [
      pass(
        node(
          'network',
          parts.before[1]?.name ?? text('route_middlebox'),
          parts.break,
          parts.before[1]?.role ?? text('route_role_your_network'),
        ),
      ),
      to(edge('passed', odd(unlike)), node('server', responderLabel(parts), 'refused')),
    ],
    caption: text('route_caption_client_middlebox'),
    drawsProxy: true,
  }),
  settles: () => ANOTHER_NETWORK,
};
