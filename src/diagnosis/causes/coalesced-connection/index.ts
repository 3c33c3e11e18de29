import { type Text, text } from '../../../model/text.js';
import {
  contactOperator,
  requestOnSharedConnection,
  retryFresh,
  runChecks,
  simulateSharing,
  switchCoalescingOff,
  verifyCertificate,
} from '../../common-steps.js';
import {
  mayBeHttp3Itself,
  recoveredOnOwn,
  recoveredWithoutHttp3,
  refusedOn,
  refusedOnOwnElsewhere,
} from '../../observed/attempts.js';
import { answeredAgain, refusedAgain, sharingOutcome } from '../../observed/checks.js';
import { alternates } from '../../observed/history.js';
import { loggedName, passedOn } from '../../observed/logged.js';
import { certificateCoversNeighbour, sharingNeighbours } from '../../observed/neighbours.js';
import { comparesSniWithHost, recovered, responderId, surfaced } from '../../observed/page.js';
import { pastedResponse } from '../../observed/pasted.js';
import { byProgram, byUrlSession, retriedBy } from '../../observed/program.js';
import {
  mayBeStreamedUpload,
  onlyUploadsRefused,
  originFrameFrom,
  provenOpener,
  retriedByFirefox,
  sharedByLog,
  sharingImpossible,
  sharingOpen,
  webSocketOverHttp2,
} from '../../observed/retry.js';
import { nameOf, noGatewayShows, refusedBehindGateway, siteGateway } from '../../observed/route.js';
import { node, responderLabel, to } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

const LOG_MEASURED = 'measured: NetLogs of Chromium 156 against what the server saw of the same requests';
const CHROMIUM_RETRY = 'Chromium, net/http/http_network_transaction.cc; measured: Chromium 156';

/** The retry did not rule it out, so evidence for it may count. */
const stillPossible = (facts: Facts): boolean => sharingImpossible(facts) === undefined;

/**
 * Refused on the other host's connection, answered on the host's own, and the connection is what made the difference: the
 * protocol did not change with it, no other request was refused on the host's own, and no gateway stands between the
 * browser's connection and who refused.
 */
const logDecides = (facts: Facts): boolean =>
  recoveredOnOwn(facts) &&
  recoveredWithoutHttp3(facts) === undefined &&
  !refusedOnOwnElsewhere(facts) &&
  refusedBehindGateway(facts) === undefined;

/** The sentence for the connection that the log shows, with the host it was opened for where that is named. */
function loggedSharing(facts: Facts): false | Text {
  const connection = sharedByLog(facts);
  if (connection === undefined) return false;
  return connection.opener === undefined
    ? text('evidence_log_shared_unnamed')
    : text('evidence_log_shared', connection.opener);
}

const neighbourSeen = (facts: Facts): false | Text => {
  const supposed = stillPossible(facts) && refusedOn(facts) === undefined;
  const neighbour = supposed ? sharingNeighbours(facts)[0] : undefined;
  return neighbour ? text('evidence_neighbour_same_address', neighbour.host) : false;
};

/** RFC 9113 section 9.1.1: a connection may be reused for another host, and 421 is the server's way out. */
export const cause: Cause = {
  id: 'coalesced-connection',
  order: 140,
  isSharing: true,
  refusesSome: true,
  name: text('cause_coalesced_connection_name'),
  hop: 'browser',
  fixedBy: 'operator',
  definition: text('cause_coalesced_connection_definition'),
  verdict: (facts) => {
    const neighbour = sharingNeighbours(facts)[0];
    const { host } = facts.authority;
    const opener = provenOpener(facts);
    if (opener !== undefined) {
      return recovered(facts) && sharedByLog(facts) !== undefined
        ? text('cause_coalesced_connection_verdict_recovered_shared', host, opener)
        : text('cause_coalesced_connection_verdict_proved', host, opener);
    }
    if (recovered(facts)) {
      return neighbour
        ? text('cause_coalesced_connection_verdict_recovered_neighbour', host, neighbour.host)
        : text('cause_coalesced_connection_verdict_recovered', host);
    }
    return neighbour
      ? text('cause_coalesced_connection_verdict_neighbour', host, neighbour.host)
      : text('cause_coalesced_connection_verdict', host);
  },
  visitor: (facts) =>
    text(
      recovered(facts)
        ? 'cause_coalesced_connection_visitor_recovered'
        : 'cause_coalesced_connection_visitor',
      facts.authority.host,
    ),
  operator: ({ authority }) => text('cause_coalesced_connection_operator', authority.host),
  rules: [
    {
      id: 'recovered-by-retry',
      weight: 2,
      source:
        'RFC 9110 section 15.5.20; measured: Firefox 153 leaves the hidden 421’s Content-Type before the visible one',
      text: text('evidence_recovered_by_retry'),
      observe: (facts) =>
        recovered(facts) && stillPossible(facts) && retriedBy(facts, 'evidence_recovered_by_retry'),
    },
    {
      id: 'recovered-with-neighbour',
      weight: 2,
      source: 'RFC 9113 section 9.1.1; measured: Firefox 153 and Apache 2.4.71, two hosts on one address',
      text: text('evidence_neighbour_same_address', 'other.example.com'),
      observe: (facts) => recovered(facts) && neighbourSeen(facts),
    },
    {
      id: 'recovered-across-addresses',
      weight: 1,
      source:
        'RFC 8336 section 2.4; measured: Firefox 153 shares a connection across addresses by the ORIGIN frame',
      text: text('evidence_recovered_across_addresses', 'other.example.com'),
      observe: (facts) => {
        const page = originFrameFrom(facts);
        return page !== undefined && text('evidence_recovered_across_addresses', page);
      },
    },
    {
      id: 'neighbour-same-address',
      weight: 1,
      source: 'RFC 9113 section 9.1.1; RFC 9110 section 4.3.3',
      text: text('evidence_neighbour_same_address', 'other.example.com'),
      observe: (facts) => !recovered(facts) && neighbourSeen(facts),
    },
    {
      id: 'websocket-on-open-connection',
      weight: 3,
      source:
        'RFC 8441 section 5; measured: Firefox 153 puts a WebSocket on a neighbour’s connection, and tries once',
      text: text('evidence_websocket_on_open_connection', 'other.example.com'),
      observe: (facts) => {
        const neighbour =
          webSocketOverHttp2(facts) && stillPossible(facts) ? sharingNeighbours(facts)[0] : undefined;
        return neighbour !== undefined && facts.dataFormat === undefined && siteGateway(facts) === undefined
          ? text('evidence_websocket_on_open_connection', neighbour.host)
          : false;
      },
    },
    {
      id: 'second-neighbour',
      weight: 1,
      source: 'measured: Firefox 153; its retry met another shared connection 3 times of 6',
      text: text('evidence_second_neighbour'),
      observe: (facts) => retriedByFirefox(facts) && sharingNeighbours(facts).length > 1,
    },
    {
      id: 'sni-page',
      weight: 1,
      source: 'RFC 9113 section 9.1.1; httpd.apache.org, mod_http2, Multiple Hosts and Misdirected Requests',
      text: text('evidence_page_fits_sharing', 'Apache httpd'),
      observe: (facts) =>
        sharingOpen(facts) &&
        comparesSniWithHost(facts) &&
        noGatewayShows(facts) &&
        text('evidence_page_fits_sharing', facts.responder ? nameOf(facts.responder) : ''),
    },
    {
      id: 'certificate-covers-both',
      weight: 1,
      source: 'RFC 9113 section 9.1.1; RFC 9525 section 6',
      text: text('evidence_certificate_covers_both', 'www.example.com', 'other.example.com'),
      observe: (facts) => {
        const neighbour = stillPossible(facts) ? certificateCoversNeighbour(facts) : undefined;
        return neighbour
          ? text('evidence_certificate_covers_both', facts.authority.host, neighbour.host)
          : false;
      },
    },
    {
      id: 'upload-not-retried',
      weight: 1,
      source: `Fetch standard, HTTP-network-or-cache fetch; ${CHROMIUM_RETRY}`,
      text: text('evidence_upload_not_retried', 'POST'),
      observe: (facts) =>
        surfaced(facts) &&
        mayBeStreamedUpload(facts) &&
        !facts.occurrence.afterwards &&
        sharingNeighbours(facts).length > 0 &&
        noGatewayShows(facts) &&
        facts.dataFormat === undefined &&
        text('evidence_upload_not_retried', facts.occurrence.exchange.request.method),
    },
    {
      id: 'only-uploads-refused',
      weight: 2,
      source: CHROMIUM_RETRY,
      text: text('evidence_only_uploads_refused'),
      observe: onlyUploadsRefused,
    },
    {
      id: 'upload-repeat-answered',
      weight: 3,
      source: CHROMIUM_RETRY,
      text: text('evidence_repeat_answered'),
      observe: (facts) =>
        mayBeStreamedUpload(facts) &&
        facts.dataFormat === undefined &&
        sharingNeighbours(facts).length > 0 &&
        answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'repeat-answered',
      weight: 1,
      source: 'RFC 9113 section 9.1.1: the repeat went over another connection',
      text: text('evidence_repeat_answered'),
      observe: (facts) =>
        surfaced(facts) && stillPossible(facts) && !mayBeStreamedUpload(facts) && answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'safari',
      weight: 3,
      source:
        'WebKit, FB7745565; NginxProxyManager/nginx-proxy-manager#5209; nginx/nginx-gateway-fabric#3226',
      text: text('evidence_safari'),
      observe: (facts) => facts.agent.name === 'safari' && surfaced(facts) && stillPossible(facts),
    },
    {
      id: 'urlsession',
      weight: 3,
      source: 'CFNetwork is Safari’s network library as well; hachyderm/community#672',
      text: text('evidence_urlsession'),
      observe: (facts) => byUrlSession(facts) && surfaced(facts) && stillPossible(facts),
    },
    {
      id: 'comes-and-goes-unretried',
      weight: 3,
      source: 'RFC 9113 section 9.1.1: it depends on the connection met, and this client need not try again',
      text: text('evidence_alternates'),
      observe: (facts) =>
        (facts.agent.name === 'safari' || facts.agent.name === 'other' || byProgram(facts)) &&
        surfaced(facts) &&
        stillPossible(facts) &&
        alternates(facts),
    },
    {
      id: 'log-shared-recovered',
      weight: 'decides',
      source: `RFC 9113 section 9.1.1; ${LOG_MEASURED}`,
      text: text('evidence_log_shared_recovered', 'other.example.com'),
      observe: (facts) => {
        const connection = logDecides(facts) ? sharedByLog(facts) : undefined;
        if (connection === undefined) return false;
        return connection.opener === undefined
          ? text('evidence_log_shared_recovered_unnamed')
          : text('evidence_log_shared_recovered', connection.opener);
      },
    },
    {
      id: 'log-shared',
      weight: 3,
      source: `RFC 9113 section 9.1.1; ${LOG_MEASURED}`,
      text: text('evidence_log_shared', 'other.example.com'),
      observe: (facts) => !logDecides(facts) && !mayBeHttp3Itself(facts) && loggedSharing(facts),
    },
    {
      id: 'log-shared-over-http3',
      weight: 1,
      source:
        'RFC 9114 section 3.3; measured: Caddy 2.6.2 with strict_sni_host refuses all that comes over HTTP/3',
      text: text('evidence_log_shared', 'other.example.com'),
      observe: (facts) => !logDecides(facts) && mayBeHttp3Itself(facts) && loggedSharing(facts),
    },
    {
      id: 'logged-neighbour-sni',
      weight: 3,
      source: 'RFC 9113 section 9.1.1: a shared connection carries the SNI of the host it was opened for',
      text: text('evidence_logged_other_sni', 'other.example.com', 'www.example.com'),
      observe: (facts) => {
        const logged = loggedName(facts);
        return (
          logged?.kind === 'shared' && text('evidence_logged_other_sni', logged.name, facts.authority.host)
        );
      },
      fresh: true,
    },
    {
      id: 'logged-without-sni',
      weight: -2,
      source:
        'RFC 9113 section 9.2: browsers send SNI with the name of the host that a connection is opened for',
      text: text('evidence_logged_no_sni', 'www.example.com'),
      observe: (facts) =>
        loggedName(facts)?.kind === 'none' && text('evidence_logged_no_sni', facts.authority.host),
      fresh: true,
    },
    {
      id: 'logged-passed-on',
      weight: -2,
      source:
        'RFC 9110 section 3.7: the gateway ends the client’s connection, and opens its own to the upstream',
      text: text('evidence_logged_passed_on', 'Envoy'),
      observe: passedOn,
      fresh: true,
    },
    {
      id: 'sharing-proved',
      weight: 'decides',
      source: 'measured: Chromium 156 and Firefox 153',
      text: text('evidence_sharing_proved', 'other.example.com'),
      observe: (facts) =>
        stillPossible(facts) &&
        sharingOutcome(facts) === 'proved' &&
        text('evidence_sharing_proved', facts.checks.sharing?.neighbour ?? ''),
      fresh: true,
    },
    {
      id: 'sharing-opened',
      weight: 2,
      source: 'measured: Chromium 156 opens a connection only if it cannot, or may no longer, share',
      text: text('evidence_sharing_opened', 'other.example.com'),
      observe: (facts) =>
        stillPossible(facts) &&
        sharingOutcome(facts) === 'opened' &&
        text('evidence_sharing_opened', facts.checks.sharing?.neighbour ?? ''),
      fresh: true,
    },
    {
      id: 'sharing-excluded',
      weight: 'excludes',
      source: 'measured: Chromium 156 and Firefox 153',
      text: text('evidence_sharing_excluded', 'other.example.com'),
      observe: (facts) =>
        stillPossible(facts) &&
        sharingOutcome(facts) === 'excluded' &&
        text('evidence_sharing_excluded', facts.checks.sharing?.neighbour ?? ''),
      fresh: true,
    },
    {
      id: 'retry-excludes',
      weight: 'excludes',
      source: `${CHROMIUM_RETRY}; Firefox, netwerk/protocol/http/nsHttpTransaction.cpp; measured: Firefox 153`,
      text: text('evidence_sharing_retried_by_chromium'),
      observe: (facts) => sharingImpossible(facts) ?? false,
    },
    {
      id: 'repeat-refused',
      weight: 'excludes',
      source: 'RFC 9113 section 9.1.1: the repeat had a connection of its own',
      text: text('evidence_repeat_refused'),
      observe: (facts) => surfaced(facts) && stillPossible(facts) && refusedAgain(facts),
      fresh: true,
    },
    {
      id: 'pasted-refused',
      weight: 'excludes',
      source: 'curl, lib/url.c: never shares a connection between hosts',
      text: text('evidence_pasted_refused'),
      observe: (facts) => {
        const response = stillPossible(facts) && surfaced(facts) ? pastedResponse(facts) : undefined;
        return response?.where === 'same' && response.refused;
      },
      fresh: true,
    },
    {
      id: 'retried-by-firefox',
      weight: -1,
      source: 'measured: Firefox 153; its retry met another shared connection 3 times of 6',
      text: text('evidence_retried_by_firefox'),
      observe: retriedByFirefox,
    },
    {
      id: 'no-neighbour',
      weight: -1,
      source: 'RFC 9110 section 4.3.3',
      text: text('evidence_no_neighbour'),
      observe: (facts) =>
        stillPossible(facts) &&
        refusedOn(facts) === undefined &&
        sharingNeighbours(facts).length === 0 &&
        originFrameFrom(facts) === undefined,
    },
    {
      id: 'recovered-behind-gateway',
      weight: -2,
      source: 'RFC 6066 section 3: the origin sees the SNI that its gateway sends',
      text: text('evidence_hidden_behind_gateway', 'Apache httpd', 'nginx'),
      observe: (facts) => {
        const gateway = stillPossible(facts) ? refusedBehindGateway(facts) : undefined;
        return gateway && facts.responder
          ? text('evidence_hidden_behind_gateway', nameOf(facts.responder), nameOf(gateway))
          : false;
      },
    },
    {
      id: 'sni-page-behind-gateway',
      weight: -1,
      source: 'RFC 6066 section 3: the origin sees the SNI that its gateway sends',
      text: text('evidence_gateway_ends_tls'),
      observe: (facts) =>
        stillPossible(facts) && responderId(facts) !== undefined && siteGateway(facts) !== undefined,
    },
  ],
  steps: (facts) => [
    retryFresh(facts),
    runChecks(),
    switchCoalescingOff(facts),
    contactOperator(facts),
    {
      id: 'level-or-part',
      audience: 'operator',
      group: 'fix',
      title: text('step_level_or_part'),
      detail: text('step_level_or_part_detail'),
      actions: [],
    },
    verifyCertificate(facts),
    ...simulateSharing(facts),
    ...requestOnSharedConnection(facts),
  ],
  route: (parts) => ({
    hops: [
      to(
        {
          mark: parts.break,
          notes: [{ label: text('route_note_one_connection') }],
          shared: [parts.neighbour, parts.host],
        },
        node('server', parts.gateways[0]?.name ?? responderLabel(parts), 'refused'),
      ),
    ],
  }),
  settles: () => text('doubt_coalesced_connection'),
};
