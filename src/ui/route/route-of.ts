import type { CauseId } from '../../model/cause.js';
import type { Diagnosis, Finding } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import { type Text, text } from '../../model/text.js';
import { type RouteParts, routeParts } from './parts.js';
import type { Hop, Label, Leg, Mark, Note, Route, Station, StationKind } from './route.js';

/** What a cause draws: the hops after the browser, and the sentence under the picture. */
interface Sketch {
  readonly hops: readonly Hop[];
  readonly caption: Text;
}

const leg = (mark: Mark = 'passed', ...notes: Note[]): Leg => ({ mark, notes });
const letter = (label: Label): Note => ({ label, letter: true });
const oddLetter = (label: Label): Note => ({ label, letter: true, odd: true });
const odd = (label: Label): Note => ({ label, odd: true });
const to = (way: Leg, station: Station): Hop => ({ leg: way, to: [station] });
const pass = (station: Station): Hop => to(leg(station.mark === 'unsure' ? 'unsure' : 'passed'), station);

const station = (kind: StationKind, name: Label, mark: Mark, role?: Label): Station => ({
  kind,
  name,
  mark,
  ...(role ? { role } : {}),
});

const unlike = text('route_note_tls_name_unlike_host');

/** The program that answered, where its place on the route does not matter. */
const answerer = ({ emitter, fronts }: RouteParts): Label =>
  emitter ?? fronts[0]?.name ?? text('route_server');

/** The front that opens the connection to the origin: it must be there, even if it does not show itself. */
const frontOf = ({ fronts }: RouteParts): Station =>
  fronts.at(-1) ?? station('front', text('route_front'), 'passed', text('route_role_not_recognised'));

/** Fronts before the last one. */
const farFronts = ({ fronts }: RouteParts): Hop[] => fronts.slice(0, -1).map(pass);

const originOf = ({ emitter }: RouteParts, mark: Mark): Station =>
  emitter
    ? station('server', emitter, mark, text('route_role_origin'))
    : station('server', text('route_origin'), mark);

/** Every front that was recognised, and then the program that wrote the 421, unless a front wrote it. */
const toEmitter = (parts: RouteParts, last: (name: Label) => Station): Hop[] =>
  parts.emitter || parts.fronts.length === 0
    ? [...parts.fronts.map(pass), to(leg(), last(parts.emitter ?? text('route_server')))]
    : [...farFronts(parts), to(leg(), last(frontOf(parts).name))];

const SKETCHES: Readonly<Record<CauseId, (parts: RouteParts) => Sketch>> = {
  'coalesced-connection': (parts) => ({
    hops: [
      to(
        {
          mark: parts.break,
          notes: [{ label: text('route_note_one_connection') }],
          shared: [parts.neighbour, parts.host],
        },
        station('server', parts.fronts[0]?.name ?? answerer(parts), 'refused'),
      ),
    ],
    caption: text('route_caption_coalesced_connection'),
  }),
  'certificate-mismatch': (parts) => ({
    hops: [to(leg(), station('server', answerer(parts), parts.break, text('route_role_other_certificate')))],
    caption: text('route_caption_certificate_mismatch'),
  }),
  'host-not-served': (parts) => ({
    hops: toEmitter(parts, (name) =>
      station('server', name, parts.break, text('route_role_host_not_served')),
    ),
    caption: text('route_caption_host_not_served'),
  }),
  'balancer-inconsistent': (parts) => ({
    hops: [
      to(
        leg('passed'),
        station(
          'front',
          parts.fronts[0]?.name ?? text('route_balancer'),
          'passed',
          text('route_role_one_address'),
        ),
      ),
      {
        leg: leg('passed'),
        to: [
          station('server', text('route_one_server'), 'passed', text('route_role_serves_host')),
          station('server', text('route_other_server'), parts.break, text('route_role_host_not_served')),
        ],
      },
    ],
    caption: text('route_caption_balancer_inconsistent'),
  }),
  'origin-sni': (parts) => ({
    hops: [
      ...farFronts(parts),
      pass(frontOf(parts)),
      to(leg(parts.break, odd(unlike)), originOf(parts, 'refused')),
    ],
    caption: text('route_caption_origin_sni'),
  }),
  'origin-pool': (parts) => ({
    hops: [
      ...farFronts(parts),
      pass(frontOf(parts)),
      to(
        {
          mark: parts.break,
          notes: [{ label: text('route_note_one_connection') }],
          shared: [text('route_another_host'), parts.host],
        },
        originOf(parts, 'refused'),
      ),
    ],
    caption: text('route_caption_origin_pool'),
  }),
  'sni-host-check': (parts) => ({
    hops: [
      to(
        leg('passed', odd(text('route_note_tls_name_is_host'))),
        station('server', answerer(parts), parts.break, text('route_role_compares_names')),
      ),
    ],
    caption: text('route_caption_sni_host_check'),
  }),
  'port-in-host-check': (parts) => ({
    hops: [
      to(
        leg('passed', oddLetter(parts.hostField)),
        station('server', answerer(parts), parts.break, text('route_role_compares_port')),
      ),
    ],
    caption: text('route_caption_port_in_host_check'),
  }),
  'tls-policy': (parts) => ({
    hops: [to(leg(), station('server', answerer(parts), parts.break, text('route_role_own_tls')))],
    caption: text('route_caption_tls_policy'),
  }),
  'ip-literal': (parts) => ({
    hops: [
      to(
        leg(parts.break, letter(parts.host), odd(text('route_note_no_tls_name'))),
        station('server', answerer(parts), 'refused'),
      ),
    ],
    caption: text('route_caption_ip_literal'),
  }),
  'trailing-dot': (parts) => ({
    hops: [
      to(
        leg(parts.break, oddLetter(parts.host)),
        station('server', answerer(parts), 'refused', text('route_role_name_without_dot')),
      ),
    ],
    caption: text('route_caption_trailing_dot'),
  }),
  'edge-policy': (parts) => ({
    hops: [
      to(
        leg('passed', odd(unlike)),
        station(
          'front',
          parts.fronts[0]?.name ?? parts.emitter ?? text('route_edge'),
          parts.break,
          text('route_role_refuses_by_rule'),
        ),
      ),
    ],
    caption: text('route_caption_edge_policy'),
  }),
  'client-middlebox': (parts) => ({
    hops: [
      pass(
        station(
          'network',
          parts.before[1]?.name ?? text('route_middlebox'),
          parts.break,
          parts.before[1]?.role ?? text('route_role_your_network'),
        ),
      ),
      to(leg('passed', odd(unlike)), station('server', answerer(parts), 'refused')),
    ],
    caption: text('route_caption_client_middlebox'),
  }),
  'alternative-service': (parts) => ({
    hops: [
      {
        leg: leg(),
        to: [
          station('server', text('route_own_server'), 'unreached'),
          station('server', text('route_alternative'), parts.break, text('route_role_not_authoritative')),
        ],
      },
    ],
    caption: text('route_caption_alternative_service'),
  }),
  'stale-address': (parts) => ({
    hops: [
      {
        leg: leg(),
        to: [
          station('server', text('route_address_in_dns'), 'unreached'),
          station(
            'server',
            parts.address ?? text('route_address_used'),
            parts.break,
            text('route_role_not_in_dns'),
          ),
        ],
      },
    ],
    caption: text('route_caption_stale_address'),
  }),
  'stale-response': (parts) => ({
    hops: [
      pass(station('cache', text('route_cache'), parts.break, text('route_role_kept_421'))),
      to(leg('unreached'), station('server', answerer(parts), 'unreached')),
    ],
    caption: text('route_caption_stale_response'),
  }),
  application: (parts) => ({
    hops: [
      ...parts.fronts.map(pass),
      to(
        leg(),
        station(
          'application',
          parts.emitter ?? text('route_application'),
          parts.break,
          text('route_role_says_421'),
        ),
      ),
    ],
    caption: text('route_caption_application'),
  }),
  unknown: (parts) => ({
    hops: [
      ...parts.fronts.map((front) => pass({ ...front, mark: 'unsure' })),
      to(leg('unsure'), station('server', parts.emitter ?? text('route_server'), 'unsure')),
    ],
    caption: text('route_caption_unknown'),
  }),
};

const BACK: Readonly<Record<Incident['status'], Text>> = {
  misdirected: text('route_back_misdirected'),
  recovered: text('route_back_recovered'),
  suspected: text('route_back_suspected'),
};

/** The way of the incident's request, if this finding of its diagnosis is right. */
export function routeOf(incident: Incident, finding: Finding, diagnosis: Diagnosis): Route {
  const parts = routeParts(incident, finding, diagnosis);
  const { hops, caption } = SKETCHES[finding.cause](parts);
  const [start, ...more] = parts.before;
  // A proxy is drawn once: as the middlebox itself where that is the finding.
  const between = finding.cause === 'client-middlebox' ? [] : more.map(pass);
  return {
    start,
    hops: addressed([...between, ...hops], parts.host),
    back: BACK[incident.status],
    caption,
  };
}

/** The letter leaves the browser with the host's name on it, unless the cause has more to say of that leg. */
function addressed(hops: readonly Hop[], host: Label): Hop[] {
  return hops.map((hop, index) =>
    index === 0 && hop.leg.notes.length === 0 ? { ...hop, leg: { ...hop.leg, notes: [letter(host)] } } : hop,
  );
}
