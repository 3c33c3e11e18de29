import { withoutTrailingDot } from '../../../model/authority.js';
import { type Text, text } from '../../../model/text.js';
import {
  bypassGateway,
  checkCdnMapping,
  checkSharedHosting,
  contactOperator,
  ownServer,
  verifyCertificate,
} from '../../common-steps.js';
import { answeredAgain, refusedAgain, withoutDotOutcome } from '../../observed/checks.js';
import { alternates, refusedSteadily, turnedAfterLongSuccess } from '../../observed/history.js';
import { browserNamesHost, loggedName, namesThisHost, passedOn } from '../../observed/logged.js';
import { refusedNeighbour, wellNeighbour } from '../../observed/neighbours.js';
import { plainlyNamed } from '../../observed/network.js';
import { comparesSniWithHost, responderId, surfaced } from '../../observed/page.js';
import { loggedStrict, ownSniDiffers, pastedResponse } from '../../observed/pasted.js';
import { byProgram } from '../../observed/program.js';
import { speaksOfNames } from '../../observed/refusal.js';
import { sharingOpen } from '../../observed/retry.js';
import {
  cdnAsked,
  cdnAskedBy,
  eitherSideProxy,
  gatewayName,
  knownGateway,
  nameOf,
  noGatewayShows,
  responderName,
  siteGateway,
} from '../../observed/route.js';
import { emptyBehindGateway } from '../../observed/traces.js';
import { edge, farGateways, gatewayOf, odd, originOf, pass, to, unlike } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';
import { suspected } from './suspected.js';

const APACHE = 'Apache httpd, modules/ssl/ssl_engine_kernel.c, ssl_hook_ReadReq';
const GATEWAYS_MEASURED = 'measured: nginx 1.22.1, Caddy 2.6.2 and HAProxy 2.6.12 in front of Apache 2.4.71';

/** Apache's own page, by its sentence, for a host whose name can stand in SNI. */
const apachePage = (facts: Facts): boolean =>
  responderId(facts) === 'apache' && facts.responder?.sure === 'certain' && plainlyNamed(facts);

/**
 * Long enough, and never anything else. A single refusal looks the same if the gateway sends the right name and merely
 * met a kept connection of another host (origin-pool; measured: nginx 1.22.1 with keepalive).
 */
const steadily = (facts: Facts): boolean =>
  refusedSteadily(facts) && !alternates(facts) && !answeredAgain(facts);

/** The output of another program: at another address, past the gateway, the host is served. */
const servedPastGateway = (facts: Facts): boolean => {
  const response = surfaced(facts) ? pastedResponse(facts) : undefined;
  return response?.where === 'elsewhere' && !response.refused;
};

/**
 * Apache's page behind a gateway that is surely one, each time, and not from the origin itself. The page and the gateway
 * alone do not decide: a rule in Apache (`Redirect 421`) gives the same page (measured: 2.4.71).
 */
const decided = (facts: Facts): boolean =>
  apachePage(facts) && knownGateway(facts)?.sure === 'certain' && steadily(facts) && servedPastGateway(facts);

const LOG_MEASURED = 'measured: the error log of Apache httpd 2.4.71';

/** Apache's log names the request's host and the SNI that it came with; the browser cannot have sent that. */
function logDecides(facts: Facts): boolean {
  const kind = loggedName(facts)?.kind;
  return (
    responderId(facts) === 'apache' &&
    namesThisHost(facts) &&
    browserNamesHost(facts) &&
    ((kind === 'none' && !alternates(facts) && !answeredAgain(facts)) ||
      (kind === 'fixed' && steadily(facts)))
  );
}

const loggedSni = (facts: Facts): false | Text => {
  const logged = loggedName(facts);
  if (logged?.kind === 'none') return text('evidence_logged_no_sni', facts.authority.host);
  return logged?.kind === 'fixed'
    ? text('evidence_logged_other_sni', logged.name, facts.authority.host)
    : false;
};

/** A gateway shows that is not the one who wrote the page. Named where it has a name. */
const behind = (facts: Facts): false | Text => {
  const origin = responderName(facts);
  if (origin === undefined || !siteGateway(facts)) return false;
  const gateway = gatewayName(facts);
  return gateway === undefined
    ? text('evidence_origin_behind_something', origin)
    : text('evidence_origin_behind_gateway', origin, gateway);
};

/** The gateway opens a TLS connection of its own, and the name in it is not the requested host. */
export const cause: Cause = {
  id: 'origin-sni',
  order: 70,
  gatewayFix: (gateway) =>
    gateway === undefined ? text('step_if_gateway_is') : text('step_gateway_sends_host', gateway),
  name: text('cause_origin_sni_name'),
  hop: 'edge-origin',
  fixedBy: 'operator',
  needsTls: true,
  definition: text('cause_origin_sni_definition'),
  verdict: (facts) => {
    const asked = cdnAsked(facts);
    if (asked !== undefined) return text('cause_origin_sni_verdict_cdn', nameOf(asked.cdn));
    const gateway = gatewayName(facts);
    const origin = responderName(facts);
    if (gateway !== undefined) {
      return origin === undefined
        ? text('cause_origin_sni_verdict_gateway', gateway)
        : text('cause_origin_sni_verdict_both', gateway, origin);
    }
    if (origin !== undefined) return text('cause_origin_sni_verdict_origin', origin);
    return text('cause_origin_sni_verdict');
  },
  visitor: ({ authority }) => text('cause_origin_sni_visitor', authority.host),
  operator: (facts) => {
    const asked = cdnAsked(facts);
    if (asked !== undefined)
      return text('cause_origin_sni_operator_cdn', nameOf(asked.cdn), facts.authority.host);
    const gateway = gatewayName(facts);
    const origin = responderName(facts);
    const { host } = facts.authority;
    return gateway !== undefined && origin !== undefined
      ? text('cause_origin_sni_operator_both', gateway, origin, host)
      : text('cause_origin_sni_operator', host);
  },
  rules: [
    {
      id: 'apache-behind-gateway',
      weight: 'decides',
      source: `${APACHE}; ${GATEWAYS_MEASURED}`,
      text: text('evidence_origin_behind_gateway', 'Apache httpd', 'nginx'),
      observe: (facts) => decided(facts) && behind(facts),
    },
    {
      id: 'logged-sni',
      weight: 'decides',
      source: `${APACHE}; ${LOG_MEASURED}`,
      text: text('evidence_logged_no_sni', 'www.example.com'),
      observe: (facts) => logDecides(facts) && loggedSni(facts),
      fresh: true,
    },
    {
      id: 'logged-sni-unsure',
      weight: 3,
      source: `${APACHE}; ${LOG_MEASURED}`,
      text: text('evidence_logged_other_sni', 'origin.example.com', 'www.example.com'),
      observe: (facts) => !logDecides(facts) && plainlyNamed(facts) && loggedSni(facts),
      fresh: true,
    },
    {
      id: 'logged-passed-on',
      weight: 2,
      source: 'RFC 9110 section 3.7; docs of the gateway’s access log',
      text: text('evidence_logged_passed_on', 'Envoy'),
      observe: (facts) => plainlyNamed(facts) && passedOn(facts),
      fresh: true,
    },
    {
      id: 'logged-strict',
      weight: 1,
      source: `${APACHE}: AH02033, SSLStrictSNIVHostCheck`,
      text: text('evidence_logged_strict'),
      observe: (facts) => plainlyNamed(facts) && loggedStrict(facts),
      fresh: true,
    },
    {
      id: 'client-names-differ',
      weight: -3,
      source: 'RFC 9110 section 7.4: the difference is the client’s own',
      text: text('evidence_client_names_differ', 'a.example.com', 'b.example.com'),
      observe: (facts) => {
        const sni = ownSniDiffers(facts);
        return sni !== undefined && text('evidence_client_names_differ', sni, facts.authority.host);
      },
      fresh: true,
    },
    {
      id: 'cdn-asked-by-gateway',
      weight: 3,
      source:
        'RFC 9110 section 3.7; dhall-lang/dhall-haskell#1386; docs.fastly.com/en/guides/common-400-errors',
      text: text('evidence_cdn_asked_by_gateway', 'Fastly', 'nginx'),
      observe: (facts) => {
        const asked = surfaced(facts) ? cdnAsked(facts) : undefined;
        return asked !== undefined && cdnAskedBy(asked);
      },
    },
    {
      id: 'comparer-behind-gateway',
      weight: 2,
      source: 'RFC 6066 section 11.1; RFC 9110 section 7.4',
      text: text('evidence_origin_behind_gateway', 'Traefik', 'nginx'),
      observe: (facts) =>
        comparesSniWithHost(facts) && !decided(facts) && plainlyNamed(facts) && behind(facts),
    },
    {
      id: 'proxy-on-the-way',
      weight: 1,
      source: 'RFC 9110 section 7.6.3',
      text: text('evidence_proxy_on_the_way', 'Squid'),
      observe: (facts) => {
        const proxy = comparesSniWithHost(facts) ? eitherSideProxy(facts) : undefined;
        return proxy ? text('evidence_proxy_on_the_way', nameOf(proxy)) : false;
      },
    },
    {
      id: 'without-dot-refused',
      weight: 3,
      source: `${APACHE}; the dot is then not what makes SNI and Host differ`,
      text: text('evidence_without_dot_refused', 'www.example.com'),
      observe: (facts) =>
        comparesSniWithHost(facts) &&
        withoutDotOutcome(facts) === 'refused' &&
        text('evidence_without_dot_refused', withoutTrailingDot(facts.authority.host)),
      fresh: true,
    },
    {
      id: 'empty-behind-gateway',
      weight: 2,
      source: 'measured: nginx 1.22.1 gives its own 421 a page; docs/products.md for the others',
      text: text('evidence_empty_behind_gateway', 'nginx'),
      observe: (facts) =>
        plainlyNamed(facts) && responderId(facts) === undefined && emptyBehindGateway(facts),
    },
    {
      // A browser by itself sends SNI = Host, so something in between named another.
      id: 'speaks-of-names',
      weight: 2,
      source:
        'RFC 9110 section 7.4; measured: Chromium 156 and Firefox 153 send SNI = Host on a connection of their own',
      text: text('evidence_speaks_of_names'),
      observe: (facts) =>
        plainlyNamed(facts) &&
        responderId(facts) === undefined &&
        ownSniDiffers(facts) === undefined &&
        speaksOfNames(facts),
    },
    {
      id: 'alt-svc-behind-gateway',
      weight: 1,
      source: 'measured: Caddy 2.6.2 sends Alt-Svc in its 421, nginx 1.22.1 sends none',
      text: text('evidence_alt_svc_like_caddy'),
      observe: (facts) =>
        // Caddy is then the possible responder; a gateway's own announcement, as Cloudflare's, is written otherwise.
        plainlyNamed(facts) &&
        emptyBehindGateway(facts) !== false &&
        facts.responder !== undefined &&
        facts.responder.product.id !== knownGateway(facts)?.product.id,
    },
    {
      id: 'caddy-alone',
      weight: 2,
      source: 'Caddy, modules/caddyhttp/server.go; a browser by itself sends SNI = Host',
      text: text('evidence_browser_agrees', 'Caddy'),
      observe: (facts) =>
        responderId(facts) === 'caddy' &&
        noGatewayShows(facts) &&
        plainlyNamed(facts) &&
        ownSniDiffers(facts) === undefined &&
        text(byProgram(facts) ? 'evidence_program_agrees' : 'evidence_browser_agrees', 'Caddy'),
    },
    {
      id: 'long-success',
      weight: 1,
      source: 'Apache httpd 2.4.64 (CVE-2025-23048) began to refuse connections without SNI',
      text: text('evidence_turned_after_long_success'),
      observe: (facts) => comparesSniWithHost(facts) && turnedAfterLongSuccess(facts),
    },
    {
      id: 'neighbour-refused',
      weight: 1,
      source: 'hestiacp/hestiacp#5058: every site behind one gateway is refused',
      text: text('evidence_neighbour_refused', 'other.example.com'),
      observe: (facts) => {
        const neighbour = responderId(facts) === 'apache' ? refusedNeighbour(facts) : undefined;
        return neighbour ? text('evidence_neighbour_refused', neighbour.host) : false;
      },
    },
    {
      id: 'neighbour-answered',
      weight: 1,
      source: 'measured: without SNI Apache 2.4.71 serves its first virtual host and refuses the rest',
      text: text('evidence_neighbour_answered', 'other.example.com'),
      observe: (facts) => {
        const neighbour =
          responderId(facts) === 'apache' &&
          !sharingOpen(facts) &&
          refusedNeighbour(facts) === undefined &&
          wellNeighbour(facts);
        return neighbour ? text('evidence_neighbour_answered', neighbour.host) : false;
      },
    },
    {
      id: 'repeat-refused',
      weight: 1,
      source: 'measured: a wrong SNI is refused each time',
      text: text('evidence_repeat_refused'),
      observe: (facts) => comparesSniWithHost(facts) && refusedAgain(facts),
      fresh: true,
    },
    {
      id: 'origin-answered',
      weight: 3,
      source: 'RFC 9110 section 7.6: asked past its gateway, the origin serves the host',
      text: text('evidence_pasted_elsewhere_answered', '192.0.2.10'),
      observe: (facts) => {
        return (
          servedPastGateway(facts) &&
          text('evidence_pasted_elsewhere_answered', pastedResponse(facts)?.address ?? '')
        );
      },
      fresh: true,
    },
    {
      id: 'origin-refused',
      weight: -3,
      source: 'RFC 9110 section 7.6: asked past its gateway, the origin refuses the host too',
      text: text('evidence_pasted_elsewhere_refused', '192.0.2.10'),
      observe: (facts) => {
        const response = pastedResponse(facts);
        return (
          response?.where === 'elsewhere' &&
          response.refused &&
          text('evidence_pasted_elsewhere_refused', response.address)
        );
      },
      fresh: true,
    },
    {
      id: 'repeat-answered',
      weight: -3,
      source: 'measured: a wrong SNI is refused each time',
      text: text('evidence_repeat_answered'),
      observe: answeredAgain,
      fresh: true,
    },
    {
      id: 'alternates',
      weight: -3,
      source: 'measured: a wrong SNI is refused each time',
      text: text('evidence_alternates'),
      observe: alternates,
    },
  ],
  steps: (facts) => [
    ...ownServer(facts),
    contactOperator(facts),
    // Behind the gateway stands a CDN, which is somebody else's: there is no origin of one's own to ask.
    ...(cdnAsked(facts)
      ? []
      : [checkSharedHosting(facts), bypassGateway(facts), checkCdnMapping(facts), verifyCertificate(facts)]),
  ],
  suspected,
  route: (parts) => ({
    hops: [
      ...farGateways(parts),
      pass(gatewayOf(parts)),
      to(edge(parts.break, odd(unlike)), originOf(parts, 'refused')),
    ],
    caption: text('route_caption_origin_sni'),
  }),
  settles: (facts) => text(siteGateway(facts) ? 'doubt_origin_sni' : 'doubt_origin_sni_no_gateway'),
};
