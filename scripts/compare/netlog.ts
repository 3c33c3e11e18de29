import { diagnose } from '../../src/diagnosis/diagnose.js';
import type { Incident } from '../../src/model/incident.js';
import { readFile } from '../../src/sources/log/read-file.js';
import type { RealSite } from '../../test/lab/real/site.js';

/** A request of the browser as the events of its source say it: what the NetLog viewer lists, one source a request. */
interface LoggedRequest {
  readonly url: string;
  /** Status of each response that came for it, hidden ones too. */
  readonly statuses: readonly number[];
  /** HTTP_TRANSACTION_RESTART_MISDIRECTED_REQUEST */
  readonly restarts: number;
  /** Sources of the HTTP/2 sessions and sockets that it was bound to, in this order. */
  readonly connections: readonly number[];
  readonly events: number;
}

export interface InNetlog {
  readonly requests: readonly LoggedRequest[];
  /** What Missent says of the same file. */
  readonly missent: readonly {
    readonly host: string;
    readonly cause: string;
    readonly tries: readonly string[];
  }[];
}

interface LoggedEvent {
  readonly type: string;
  readonly source: number;
  readonly params: unknown;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const textAt = (value: unknown, name: string): string => {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
};

function eventsOf(bytes: Uint8Array): LoggedEvent[] {
  const log: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const types = field(field(log, 'constants'), 'logEventTypes');
  const names = new Map(
    typeof types === 'object' && types !== null
      ? Object.entries(types).map(([name, id]) => [id, name] as const)
      : [],
  );
  const events = field(log, 'events');
  return (Array.isArray(events) ? events : []).map((event: unknown) => ({
    type: names.get(field(event, 'type')) ?? '',
    source: Number(field(field(event, 'source'), 'id')),
    params: field(event, 'params'),
  }));
}

function requestsOf(events: readonly LoggedEvent[]): LoggedRequest[] {
  const bySource = new Map<number, LoggedEvent[]>();
  for (const event of events) {
    const own = bySource.get(event.source) ?? [];
    own.push(event);
    bySource.set(event.source, own);
  }
  return [...bySource.values()].flatMap((own) => {
    const url = own
      .map(({ type, params }) => (type === 'URL_REQUEST_START_JOB' ? textAt(params, 'url') : ''))
      .find(Boolean);
    if (url === undefined) return [];
    const statuses = own.flatMap(({ type, params }) => {
      const lines = field(params, 'headers');
      const [first] = type === 'HTTP_TRANSACTION_READ_RESPONSE_HEADERS' && Array.isArray(lines) ? lines : [];
      return typeof first === 'string' ? [Number(first.split(' ')[1])] : [];
    });
    const jobs = own.flatMap(({ type, params }) =>
      type === 'HTTP_STREAM_REQUEST_BOUND_TO_JOB'
        ? [Number(field(field(params, 'source_dependency'), 'id'))]
        : [],
    );
    const connections = jobs.flatMap((job) =>
      (bySource.get(job) ?? []).flatMap(({ params }) => {
        const id = field(field(params, 'source_dependency'), 'id');
        return typeof id === 'number' &&
          bySource.get(id)?.some(({ type }) => /^HTTP2_SESSION|^SOCKET_ALIVE/.test(type))
          ? [id]
          : [];
      }),
    );
    return [
      {
        url,
        statuses,
        restarts: own.filter(({ type }) => type === 'HTTP_TRANSACTION_RESTART_MISDIRECTED_REQUEST').length,
        connections: [...new Set(connections)],
        events: own.length,
      },
    ];
  });
}

function causeOf(incident: Incident): string {
  const [first] = diagnose(incident).findings;
  return first === undefined ? '' : `${first.cause} (${first.confidence})`;
}

/** A NetLog by its sites: its raw events, and what Missent reads of it. */
export async function readNetlog(
  bytes: Uint8Array,
  sites: readonly RealSite[],
): Promise<ReadonlyMap<string, InNetlog>> {
  const requests = requestsOf(eventsOf(bytes));
  const result = await readFile(
    async function* () {
      yield bytes;
    },
    { changed: Date.now() },
  );
  const incidents = result.read ? result.reading.incidents : [];
  const isOf = (site: RealSite, host: string): boolean =>
    host.replace(/\.$/, '').endsWith(`.${site.id}.test`) ||
    site.visits.some((visit) => typeof visit === 'string' && visit.startsWith(`https://${host}/`));
  return new Map(
    sites.map((site) => [
      site.id,
      {
        requests: requests.filter(({ url }) => isOf(site, new URL(url).hostname)),
        missent: incidents
          .filter(({ authority: { host } }) => isOf(site, host))
          .map((incident) => ({
            host: incident.authority.host,
            cause: causeOf(incident),
            tries: incident.occurrences.flatMap(({ exchange, attempts = [] }) =>
              attempts.map(
                ({ status, protocol, openedFor }) =>
                  `${exchange.request.url}: ${status} over ${protocol} on a connection opened for ${openedFor?.host}`,
              ),
            ),
          })),
      },
    ]),
  );
}
