import { readCertificate } from '../../http/certificate/read.js';
import { HostHistory } from '../../incidents/host-history.js';
import { type Authority, hostPortOf } from '../../model/authority.js';
import { boundedTime } from '../../model/bounds.js';
import { type Counts, type Ending, IncidentBuilder, NO_COUNTS } from '../log/incident-builder.js';
import { isObject, type JsonObject, numberIn, objectIn } from '../log/json.js';
import type { MapCertificate } from '../log/map/connection-map.js';
import { MapBuilder } from '../log/map/map-builder.js';
import { type Note, note } from '../log/note.js';
import type { Contents } from '../log/reading.js';
import type { WantedMembers } from '../log/split/wanted.js';
import type { Connection, UseCounts } from './connection.js';
import { Connections } from './connections.js';
import { type LogConstants, readConstants } from './constants.js';
import { addressOf, leafOf, occurrenceOf, protocolOfTry } from './occurrence.js';
import { connectionOf, type Draft, type Request, type Try } from './request.js';
import { Requests } from './requests.js';

const OF_SENT_FRAME: WantedMembers = { stream_id: 'value', source_dependency: 'value' };

/** What names a certificate: its DER in base64, or only the names that the log gives. */
type LoggedCertificate = string;

/**
 * Rebuilds from the events of a NetLog each request that was answered 421: its tries, the connection of each, and what
 * came of it. Memory is bounded by what is alive at one time and by the incidents, not by the log.
 */
export class NetLogReader {
  readonly #constants: LogConstants;
  readonly #fallbackTime: number;
  readonly #now = Date.now();
  readonly #connections: Connections;
  readonly #requests: Requests;
  readonly #cases = new IncidentBuilder();
  readonly #hostHistory = new HostHistory('file');
  readonly #map = new MapBuilder<LoggedCertificate>();
  #unnamed: Counts = NO_COUNTS;
  /** 421s of requests without a host. */
  #refusals = 0;
  #offset: number | undefined;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  /** `fallbackTime`: ms since the epoch that stands for the first event where the log does not say its date. */
  constructor(constants: LogConstants, fallbackTime: number) {
    this.#constants = constants;
    this.#fallbackTime = fallbackTime;
    this.#offset = constants.tickOffset;
    this.#connections = new Connections((connection) => this.#retire(connection));
    this.#requests = new Requests(this.#connections, constants.errorName, {
      done: (request) => this.#answered(request),
      nameless: (request) => this.#nameless(request),
    });
  }

  static of(constants: unknown, fallbackTime: number): NetLogReader | undefined {
    const read = readConstants(constants);
    return read && new NetLogReader(read, fallbackTime);
  }

  wants(type: number): boolean {
    return this.#constants.names[type] !== undefined;
  }

  /** Of a frame that is sent, only whose it is: its fields stand in an event of its request as well. */
  params(type: number): WantedMembers | undefined {
    return this.#constants.names[type] === 'HTTP2_SESSION_SEND_HEADERS' ? OF_SENT_FRAME : undefined;
  }

  event(event: JsonObject): void {
    const type = numberIn(event, 'type');
    const name = type === undefined ? undefined : this.#constants.names[type];
    const source = objectIn(event, 'source');
    const id = numberIn(source, 'id');
    const tick = Number(event.time ?? Number.NaN);
    if (name === undefined || id === undefined || !Number.isFinite(tick)) return;
    this.#offset ??= this.#fallbackTime - tick;
    const time = boundedTime(tick + this.#offset, this.#now);
    this.#from = Math.min(this.#from, time);
    this.#to = Math.max(this.#to, time);
    const phase = this.#constants.phaseOf(numberIn(event, 'phase') ?? 0);
    const params = isObject(event.params) ? event.params : undefined;
    if (name === 'HTTP2_SESSION_SEND_HEADERS' || name === 'HTTP2_SESSION_RECV_HEADERS') {
      this.#connections.frame(
        ...([name, id, params] as const),
        (sender, session) => this.#requests.sent(sender, session),
        (sender, head) => this.#requests.received(sender, time, head),
      );
      return;
    }
    // Some events are logged for requests and for jobs alike.
    this.#requests.event(name, phase, id, time, params);
    if (!this.#requests.has(id)) this.#connections.event(name, phase, id, params);
  }

  polledData(data: unknown): void {
    this.#connections.polledData(data);
  }

  /** The log is at its end. */
  async finish(): Promise<Contents> {
    this.#requests.endAll();
    this.#connections.endAll();
    this.#countStrays();
    const map = await this.#map.build(certificateNames);
    return {
      agent: this.#constants.agent,
      ...(this.#from <= this.#to ? { from: this.#from, to: this.#to } : {}),
      hosts: this.#cases.hosts(),
      incidents: this.#cases.incidents(this.#constants.agent, this.#hostHistory),
      map,
      unnamed: this.#unnamed,
      notes: this.#notes(),
      cut: this.#cases.cut || this.#hostHistory.cut || map.cut,
    };
  }

  #notes(): Note[] {
    const { surfaced, hidden } = this.#unnamed;
    const { tunnels } = this.#connections;
    return [
      ...(this.#requests.beginningMissing ? [note('beginning-missing')] : []),
      ...(this.#requests.redacted ? [note('redacted')] : []),
      ...(surfaced + hidden > 0 ? [note('unnamed', String(surfaced + hidden))] : []),
      ...(tunnels > 0 ? [note('connect', String(tunnels))] : []),
    ];
  }

  /** A request without a host that has had at least one response: counted, but nobody's incident. */
  #nameless(request: Draft): void {
    this.#refusals += request.tries.filter(({ status }) => status === 421).length;
    const ending = endingOf(request);
    if (ending === undefined) return;
    const hidden = request.tries.filter((attempt) => attempt.hidden);
    this.#unnamed = {
      hidden: this.#unnamed.hidden + hidden.length,
      surfaced: this.#unnamed.surfaced + (ending === 'misdirected' ? 1 : 0),
      unsettled: this.#unnamed.unsettled + (ending === 'unanswered' || ending === 'cut' ? 1 : 0),
      lost: this.#unnamed.lost + hidden.reduce((sum, attempt) => sum + lostBy(attempt), 0),
    };
  }

  /** Of requests whose events are all missing but for the frame of their response. */
  #countStrays(): void {
    const surfaced = this.#unnamed.surfaced + Math.max(0, this.#connections.strays - this.#refusals);
    this.#unnamed = { ...this.#unnamed, surfaced };
  }

  /** A request that has had at least one answer. */
  #answered(request: Request): void {
    const { authority, tries } = request;
    for (const attempt of tries) {
      const { status, ended } = attempt;
      if (status === undefined || ended === undefined) continue;
      this.#hostHistory.answered({
        ...{ authority, status, time: ended },
        address: isProxied(attempt) ? undefined : addressOf(attempt),
        protocol: protocolOfTry(attempt),
      });
      this.#use(attempt, request);
    }
    const ending = endingOf(request);
    if (ending === 'unanswered' || ending === 'cut') {
      // Nobody knows how it would have gone.
    } else
      this.#hostHistory.went(
        authority,
        ending ?? 'answered',
        tries.at(-1)?.ended ?? request.begun,
        request.url,
      );
    if (ending === undefined) return;
    const hidden = tries.filter((attempt) => attempt.hidden);
    this.#cases.add({
      authority,
      ending,
      time: request.begun,
      hidden: hidden.length,
      lost: hidden.reduce((sum, attempt) => sum + lostBy(attempt), 0),
      occurrence: (outcome) => occurrenceOf(request, outcome),
    });
  }

  #use(attempt: Try, { authority }: Request): void {
    const use = {
      requests: 1,
      misdirected: attempt.status === 421 ? 1 : 0,
      hidden: attempt.hidden ? 1 : 0,
      lost: attempt.hidden ? lostBy(attempt) : 0,
    };
    const connection = connectionOf(attempt);
    if (connection !== undefined) {
      connection.learn(attempt.peer);
      // A socket without a session serves one host only (RFC 9110 section 4.3.3), but for plain http to a proxy.
      if (connection === attempt.job?.socket && (authority.scheme === 'https' || !connection.proxy)) {
        connection.openedFor ??= { host: authority.host, port: authority.port };
      }
      const first = connection.uses.size === 0;
      connection.use(authority, use);
      if (connection.counted) this.#place(connection, [{ ...authority, ...use }], first);
      return;
    }
    // No connection is named: all that is known is where it led, if that.
    const { peer } = attempt;
    const protocol = protocolOfTry(attempt);
    this.#map.used(
      {
        by: 'address',
        key: ['address', peer?.address ?? authority.host, peer?.port, protocol, peer?.proxied].join(' '),
        ...{ protocol, secure: authority.scheme === 'https', address: peer?.address, port: peer?.port },
        ...(peer?.proxied ? { proxy: `${peer.address}:${peer.port}` } : {}),
      },
      [{ host: authority.host, port: authority.port, ...use }],
      false,
    );
  }

  /** Nothing more will be learned of a connection: it goes into the map with its like. */
  #retire(connection: Connection): void {
    connection.counted = true;
    this.#place(connection, [...connection.uses.values()], true);
  }

  #place(connection: Connection, uses: readonly (Authority & UseCounts)[], anew: boolean): void {
    const secure = uses.some(({ scheme }) => scheme === 'https');
    const { id, openedFor, address, port, proxy } = connection;
    const protocol = connection.protocol ?? (secure ? 'unknown' : 'http/1.1');
    if (
      secure &&
      openedFor !== undefined &&
      address !== undefined &&
      proxy === undefined &&
      uses.length > 0
    ) {
      this.#hostHistory.opened(openedFor.host, openedFor.port, address, protocol, this.#from);
    }
    this.#map.used(
      {
        by: 'connection',
        key: [
          'connection',
          openedFor === undefined ? id : hostPortOf(openedFor),
          address,
          port,
          protocol,
          proxy,
          secure,
        ].join(' '),
        ...{ openedFor, protocol, secure, address, port, proxy },
        certificate: certificateOf(connection),
      },
      uses,
      anew,
    );
  }
}

/** Undefined where no response was 421. */
function endingOf({ tries, cut }: Pick<Draft, 'tries' | 'cut'>): Ending | undefined {
  if (!tries.some(({ status }) => status === 421)) return undefined;
  const last = tries.findLast(({ status }) => status !== undefined);
  if (last?.status !== 421) return 'recovered';
  if (!last.hidden) return 'misdirected';
  return cut ? 'cut' : 'unanswered';
}

const isProxied = (attempt: Try): boolean =>
  connectionOf(attempt)?.proxy !== undefined || attempt.peer?.proxied === true;

const lostBy = ({ begun, ended }: Try): number => Math.max(0, (ended ?? begun) - begun);

/** HTTP/3 sessions have names only; a separator that no host name holds makes one text of them. */
function certificateOf(connection: Connection): LoggedCertificate | undefined {
  const leaf = leafOf(connection.certificatePem);
  if (leaf !== undefined) return leaf;
  return connection.names === undefined || connection.names.length === 0
    ? undefined
    : `names ${connection.names.join(' ')}`;
}

async function certificateNames(certificate: LoggedCertificate): Promise<MapCertificate | undefined> {
  if (certificate.startsWith('names ')) {
    return { dnsNames: certificate.split(' ').slice(1), addresses: [] };
  }
  return readCertificate(certificate);
}
