import { isObject, parseJson } from '../../log/json.js';
import { hostIn } from '../command-line.js';
import type { ReadFacts } from '../result.js';
import { clientOf } from './client.js';
import type { FoundResponse, Target } from './found.js';
import { fieldOf, textOf } from './json-fields.js';

/** Characters of one line that are looked at; a request line or a referrer may make it any length. */
const MAX_LINE = 16_384;

/** What one line of a server's access log says of a request that was answered with 421. */
interface Logged {
  readonly program?: ReadFacts['program'];
  readonly target: Target;
  readonly method?: string;
  readonly version?: string;
  readonly time?: number;
  readonly userAgent?: string;
  /** null: the line says that none was sent. */
  readonly sni?: string | null;
  /** Who gave the 421: the server itself, or the upstream to which it passed the request. */
  readonly by?: 'itself' | 'upstream';
}

type LineReader = (line: string) => Logged | undefined;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `27/Nov/2026:18:24:57 +0100` in ms since the epoch. */
function clfTime(text: string): number | undefined {
  const [, day, month, year, hour, minute, second, sign, zoneHours, zoneMinutes] =
    /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?: ([+-])(\d\d)(\d\d))?$/.exec(
      text,
    ) ?? [];
  const at = MONTHS.indexOf(month ?? '');
  if (at < 0) return undefined;
  const zone = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * (sign === '-' ? -1 : 1);
  return Date.UTC(Number(year), at, Number(day), Number(hour), Number(minute) - zone, Number(second));
}

const PORT = /:\d{1,5}$/;

/** A host as it stands in a Host field, in lower case; undefined where none is. */
function known(value: string | undefined): string | undefined {
  const host = hostIn(value?.replace(PORT, ''));
  return host === undefined || host === '-' ? undefined : `${host}${PORT.exec(value ?? '')?.[0] ?? ''}`;
}

/** A name in SNI; null where the log says that there was none, undefined where it says nothing of it. */
const sniOf = (value: string | undefined): Pick<Logged, 'sni'> => {
  if (value === '-' || value === '') return { sni: null };
  const sni = hostIn(value);
  return sni === undefined ? {} : { sni };
};

/** The request line's target: a path, or a whole URL, as HTTP/2 requests stand in HAProxy's and some other logs. */
function targetIn(text: string, host: string | undefined): Target {
  const [, scheme, authority, rest] = /^(https?):\/\/([^/?#\s]{1,300})(\S*)$/i.exec(text) ?? [];
  if (scheme !== undefined && authority !== undefined) {
    const named = known(authority);
    return {
      scheme: /^https$/i.test(scheme) ? 'https' : 'http',
      ...(named === undefined ? {} : { host: named }),
      path: rest || '/',
    };
  }
  return { ...(host === undefined ? {} : { host }), ...(text.startsWith('/') ? { path: text } : {}) };
}

/**
 * The Common Log Format of Apache (mod_log_config) with what others put around it: a virtual host before (`vhost_combined`, and
 * nginx formats with $host), Referer and User-Agent behind (`combined`), and of ingress-nginx and Traefik the upstream.
 */
const CLF =
  /(?:^|[\s|])(?:([A-Za-z0-9_.[\]-]{1,254}(?::\d{1,5})?) )?([0-9A-Fa-f:.]{3,45}) \S{1,100} (?:\S{1,100}|"[^"]{0,300}") \[([^\]]{10,40})\] "([A-Z]{3,16}) (\S{1,8192}) HTTP\/([\d.]{1,3})" 421 (\S{1,20})(.*)$/;
/** ingress-nginx: `[namespace-service-port] [] 10.0.0.7:443 299 0.004 421 requestid`. */
const INGRESS = /\[[^\]]{0,200}\] \[[^\]]{0,200}\] (\S{1,300}) \S{1,60} \S{1,60} (\S{1,60}) \w{8,64}\s*$/;
/** Traefik, common format: `"-" "-" 17 "router@docker" "https://10.0.0.7:443" 4ms`. */
const TRAEFIK = /^ "[^"]*" "[^"]*" \d{1,12} "([^"]{0,300})" "([^"]{0,300})" \d{1,12}ms\s*$/;

const commonLog: LineReader = (line) => {
  const found = CLF.exec(line);
  if (found === null) return undefined;
  const [, vhost, , when = '', method = '', text = '', version = '', , rest = ''] = found;
  const time = clfTime(when);
  const [, , userAgent] = /^ "((?:[^"\\]|\\.){0,4096})" "((?:[^"\\]|\\.){0,1000})"/.exec(rest) ?? [];
  const ingress = INGRESS.exec(rest);
  const traefik = TRAEFIK.exec(rest);
  const by = ingress
    ? ingress[2]?.endsWith('421')
      ? ('upstream' as const)
      : ingress[1] === '-'
        ? ('itself' as const)
        : undefined
    : undefined;
  return {
    ...(ingress ? { program: 'nginx' as const } : traefik ? { program: 'traefik' as const } : {}),
    target: targetIn(text, known(vhost)),
    ...{ method, version },
    ...(time === undefined ? {} : { time }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(by === undefined ? {} : { by }),
  };
};

/**
 * Envoy's default format, and Istio's, which has details before and SNI behind (envoyproxy.io, Access logging, Default format
 * string; istio.io, Envoy Access Logs): `"xff" "user-agent" "request id" "authority" "upstream host" …`.
 */
const ENVOY =
  /(?:^|\s)\[(\d{4}-\d\d-\d\dT[\d:.]{8,20}Z)\] "([A-Z]{3,16}) (\S{1,8192}) HTTP\/([\d.]{1,3})" 421 (\S{1,40}) (.{1,400}?)"((?:[^"\\]|\\.){0,400})" "((?:[^"\\]|\\.){0,1000})" "([^"]{0,100})" "([^"]{0,300})" "([^"]{0,300})"(.*)$/;
/** cluster, local address, the listener's address, the client's address, SNI, route */
const ISTIO_END = /^ \S{1,300} \S{1,100} \S{1,100} \S{1,100} (\S{1,254}) \S{1,200}\s*$/;

const envoy: LineReader = (line) => {
  const found = ENVOY.exec(line);
  if (found === null) return undefined;
  const [
    ,
    when = '',
    method = '',
    text = '',
    version = '',
    ,
    ,
    ,
    userAgent = '',
    ,
    authority,
    upstream = '',
    end = '',
  ] = found;
  const sni = ISTIO_END.exec(end)?.[1];
  return {
    program: 'envoy',
    target: targetIn(text, known(authority)),
    ...{ method, version, time: Date.parse(when), userAgent },
    ...sniOf(sni),
    by: upstream === '-' || upstream === '' ? 'itself' : 'upstream',
  };
};

/** HAProxy's HTTP log (docs.haproxy.org, configuration, section 8.2.3), of a 421 that came from a server. */
const HAPROXY =
  /\[([^\]]{10,40})\] \S{1,99} \S{1,99}\/(\S{1,99}) [\d/+-]{9,60} 421 \d{1,20} \S{1,99} \S{1,99} (\S{4}) .{0,400}?"([A-Z]{1,20}) (\S{1,8192}) HTTP\/([\d.]{1,3})"(.*)$/;
const HAPROXY_SNI = /^ \S{1,99} ([^\s/]{1,254})\/TLSv1(?:\.[0-3])?\/[\w-]{1,99}\s*$/;

const haproxy: LineReader = (line) => {
  const found = HAPROXY.exec(line);
  if (found === null) return undefined;
  const [, when = '', server = '', state = '', method = '', text = '', version = '', end = ''] = found;
  const time = clfTime(when);
  const sni = HAPROXY_SNI.exec(end)?.[1];
  const by = state.startsWith('PR') ? 'itself' : server === '<NOSRV>' ? undefined : 'upstream';
  return {
    program: 'haproxy',
    target: targetIn(text, undefined),
    ...{ method, version },
    ...(time === undefined ? {} : { time }),
    ...sniOf(sni),
    ...(by === undefined ? {} : { by }),
  };
};

/**
 * An Application Load Balancer's access log (docs.aws.amazon.com, Access logs for your Application Load Balancer): status of the
 * balancer and of the target, request, User-Agent, and the SNI that the client sent.
 */
const ALB =
  /^(?:https?|h2|grpcs|wss?) (\d{4}-\d\d-\d\dT[\d:.]{8,20}Z) app\/\S{1,200} \S{3,60} (\S{1,60}) [\d. -]{5,60} 421 (\S{1,4}) \d{1,20} \d{1,20} "([A-Z]{3,16}) (\S{1,8192}) HTTP\/([\d.]{1,3})" "((?:[^"\\]|\\.){0,1000})" \S{1,60} \S{1,20} \S{1,300} "[^"]{0,200}" "([^"]{0,254})"/;

const balancer: LineReader = (line) => {
  const found = ALB.exec(line);
  if (found === null) return undefined;
  const [, when = '', , ofTarget, method = '', text = '', version = '', userAgent = '', sni = ''] = found;
  return {
    target: targetIn(text, undefined),
    ...{ method, version, time: Date.parse(when), userAgent },
    ...sniOf(sni),
    by: ofTarget === '421' ? 'upstream' : 'itself',
  };
};

const STATUS_KEYS = ['status', 'response_code', 'DownstreamStatus', 'status_code', 'http_status', 'code'];
const HOST_KEYS = [
  'authority',
  ':authority',
  'request.host',
  'RequestHost',
  'http_host',
  'host',
  'vhost',
  'server_name',
];
const SNI_KEYS = [
  'requested_server_name',
  'request.tls.server_name',
  'ssl_server_name',
  'tls_server_name',
  'sni',
];
const UPSTREAM_KEYS = ['upstream_status', 'OriginStatus', 'upstream_http_status'];
const METHOD_KEYS = ['method', 'request.method', 'RequestMethod', 'request_method'];
const PATH_KEYS = ['path', 'request.uri', 'RequestPath', 'request_uri', 'uri'];
const AGENT_KEYS = ['user_agent', 'request.headers.User-Agent', 'request_User-Agent', 'http_user_agent'];
const TIME_KEYS = ['start_time', 'ts', 'StartUTC', 'time', 'time_iso8601', '@timestamp'];
const VERSION_KEYS = ['protocol', 'request.proto', 'RequestProtocol', 'server_protocol'];

/** One line of JSON a request: Envoy and Istio, Caddy, Traefik, and nginx formats of an operator's own. */
const json: LineReader = (line) => {
  const from = line.indexOf('{');
  if (from < 0 || !line.includes('421')) return undefined;
  const record = parseJson(line.slice(from));
  if (!isObject(record)) return undefined;
  const has = (key: string): boolean => fieldOf(record, key) !== undefined;
  const first = (keys: readonly string[]): string | undefined =>
    keys.map((key) => textOf(record, key)).find((value) => value !== undefined);
  if (first(STATUS_KEYS) !== '421') return undefined;
  const method = first(METHOD_KEYS);
  const path = first(PATH_KEYS);
  // Without a request it is no line of an access log, but a body or something else with a status in it.
  if (method === undefined || path === undefined) return undefined;
  const [host, upstream, version] = [known(first(HOST_KEYS)), first(UPSTREAM_KEYS), first(VERSION_KEYS)];
  const sni = SNI_KEYS.find(has);
  const upstreamHost = textOf(record, 'upstream_host');
  const userAgent = first(AGENT_KEYS);
  const time = timeOf(first(TIME_KEYS));
  const program =
    has('response_code_details') || has('upstream_cluster')
      ? 'envoy'
      : /^http\.log\.access/.test(textOf(record, 'logger') ?? '')
        ? 'caddy'
        : has('DownstreamStatus')
          ? 'traefik'
          : undefined;
  const by =
    upstream === '421' || (upstreamHost !== undefined && upstreamHost !== '-')
      ? 'upstream'
      : upstreamHost === '-' ||
          upstream === '0' ||
          upstream === '-' ||
          (program === 'envoy' && !has('upstream_host'))
        ? 'itself'
        : undefined;
  return {
    ...(program === undefined ? {} : { program }),
    target: targetIn(path, host),
    method,
    ...(version === undefined ? {} : { version: version.replace(/^HTTP\//i, '') }),
    ...(time === undefined ? {} : { time }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...sniOf(sni === undefined ? undefined : (textOf(record, sni) ?? '')),
    ...(by === undefined ? {} : { by }),
  };
};

/** A date, or seconds since the epoch (Caddy). */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{9,11}(?:\.\d{1,9})?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isFinite(time) ? Math.round(time) : undefined;
}

const READERS: readonly LineReader[] = [envoy, haproxy, balancer, commonLog, json];

/** What a line proves: who answered, or only that the server logged the 421. */
function factsOf({ program, target, sni, by }: Logged): ReadFacts {
  const host = target.host === undefined ? undefined : target.host.replace(PORT, '');
  return {
    program: program ?? 'access_log',
    reason: by === 'upstream' ? 'passed_on' : by === 'itself' ? 'rule' : 'logged',
    ...(host === undefined ? {} : { host }),
    ...(sni === undefined ? {} : { sni }),
  };
}

/** One line of an access log with a 421 in it; undefined for every other line. Addresses of clients are not kept. */
export function accessLogLine(whole: string, line: number): FoundResponse | undefined {
  if (whole.length > MAX_LINE || !whole.includes('421')) return undefined;
  for (const read of READERS) {
    const logged = read(whole);
    if (logged === undefined) continue;
    const { target, method, version = '', time, userAgent } = logged;
    const client = userAgent === undefined ? undefined : clientOf(userAgent);
    return {
      ...{
        kind: 'access-log',
        line,
        target: { ...secure(version, logged), ...target },
        statusLine: '',
        headers: [],
      },
      ...(method === undefined ? {} : { method }),
      protocol: version.startsWith('1')
        ? 'http/1.1'
        : version.startsWith('2')
          ? 'h2'
          : version.startsWith('3')
            ? 'h3'
            : 'unknown',
      ...(time === undefined || !Number.isFinite(time) ? {} : { time }),
      ...(client === undefined ? {} : { client }),
      logged: factsOf(logged),
    };
  }
  return undefined;
}

/** HTTP/2, HTTP/3 and SNI are signs of TLS; their absence is none against it, for a gateway may have ended it. */
const secure = (version: string, { sni }: Logged): Target =>
  /^[23]/.test(version) || typeof sni === 'string' ? { scheme: 'https' } : {};
