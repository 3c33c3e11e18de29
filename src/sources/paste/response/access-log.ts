import { isObject, type JsonObject, objectIn, parseJson, textsIn } from '../../log/json.js';
import { collectedLine } from '../collected-line.js';
import { hostIn } from '../command-line.js';
import type { ReadFacts } from '../result.js';
import { clientOf } from './client.js';
import type { FoundResponse, Target } from './found.js';
import { fieldOf, textOf } from './json-fields.js';

/** Characters of one line that are looked at; a request line or a referrer may make it any length. */
const MAX_LINE = 16_384;

/** What one line of a server's access log says of a request. */
interface Logged {
  readonly status: string;
  /** Address of the client. */
  readonly from?: string;
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

/** An address with or without a port; `-` and names are none. */
function clientAt(text: string | undefined): Pick<Logged, 'from'> {
  const [, ip] = /^\[?([0-9A-Fa-f.]{7,45}|[0-9A-Fa-f:.]{2,45}?)(?:\]?:\d{1,5}|\])?$/.exec(text ?? '') ?? [];
  return ip === undefined ? {} : { from: ip };
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
  /(?:^|[\s|])(?:([A-Za-z0-9_.[\]-]{1,254}(?::\d{1,5})?) )?([0-9A-Fa-f:.]{3,45}) (\S{1,254}) (?:\S{1,100}|"[^"]{0,300}") \[([^\]]{10,40})\] "([A-Z]{3,16}) (\S{1,8192}) HTTP\/([\d.]{1,3})" ([1-5]\d\d) (\S{1,20})(.*)$/;
/** ingress-nginx: `[namespace-service-port] [] 10.0.0.7:443 299 0.004 421 requestid`; of several upstreams a list in each place. */
const INGRESS =
  /\[[^\]]{0,200}\] \[[^\]]{0,200}\] (\S{1,60}(?:, \S{1,60}){0,9}) [^\s,]{1,60}(?:, \S{1,60}){0,9} [^\s,]{1,60}(?:, \S{1,60}){0,9} ([^\s,]{1,60}(?:, \S{1,60}){0,9}) \w{8,64}\s*$/;
/** Traefik, common format: `"-" "-" 17 "router@docker" "https://10.0.0.7:443" 4ms`. */
const TRAEFIK = /^ "[^"]*" "[^"]*" \d{1,12} "([^"]{0,300})" "([^"]{0,300})" \d{1,12}ms\s*$/;

/**
 * A word before the client's address is the virtual host where nothing stands before it but the mark of a log's collector; any
 * other may be a machine's or a container's name.
 */
const virtualHost = (word: string | undefined, before: string): string | undefined =>
  word !== undefined && /[.:]|^localhost$/.test(word) && /(?:^|[|:\]]| [FP])\s*$/.test(before)
    ? known(word)
    : undefined;

/** lighttpd has the request's host where others have the user that identd names (mod_accesslog, default of accesslog.format). */
const hostInPlaceOfUser = (word: string | undefined): string | undefined =>
  word !== undefined && /\.[A-Za-z][\w-]{1,62}(?::\d{1,5})?$/.test(word) ? known(word) : undefined;

/** Varnish and others write `http://` before each host, whatever the client spoke. */
const withoutCleartext = ({ scheme, ...target }: Target): Target =>
  scheme === 'https' ? { scheme, ...target } : target;

const commonLog: LineReader = (line) => {
  const found = CLF.exec(line);
  if (found === null) return undefined;
  const [, word, from, ident, when = '', method = '', text = '', version = '', status = '', , rest = ''] =
    found;
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
    : traefik?.[2] === '-'
      ? ('itself' as const)
      : undefined;
  return {
    ...(ingress ? { program: 'nginx' as const } : traefik ? { program: 'traefik' as const } : {}),
    target: withoutCleartext(
      targetIn(text, virtualHost(word, line.slice(0, found.index)) ?? hostInPlaceOfUser(ident)),
    ),
    ...{ status, method, version, ...clientAt(from) },
    ...(time === undefined ? {} : { time }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(by === undefined ? {} : { by }),
  };
};

/** Whatever a server puts around it: uvicorn, Django, formats with a client's name. */
const ANY = /(?:^|[\s\t])"([A-Z]{3,16}) (\S{1,8192}) HTTP\/([\d.]{1,3})" ([1-5]\d\d)(?=\s|$)/;

/** Apache's ssl_request_log (conf/extra/httpd-ssl.conf) has no status, but the bytes of the body: `… TLSv1.3 cipher "GET / HTTP/1.1" 421`. */
const BYTES_BEHIND = /(?:^|\s)(?:TLSv1(?:\.\d)?|SSLv\d|-) [\w-]{1,60} "[^"]{1,8192}" \d{1,15}\s*$/;

const requestLine: LineReader = (line) => {
  const found = ANY.exec(line);
  if (found === null || BYTES_BEHIND.test(line)) return undefined;
  // urllib3 has the host before the request: it is the client.
  if (/https?:\/\/\S+$/.test(line.slice(0, found.index))) return undefined;
  const [, method = '', text = '', version = '', status = ''] = found;
  const time = clfTime(/\[([^\]]{20,30})\]/.exec(line)?.[1] ?? '');
  return {
    target: withoutCleartext(targetIn(text, undefined)),
    ...{ status, method, version },
    ...(time === undefined ? {} : { time }),
  };
};

/**
 * Envoy's default format, and Istio's, which has details before and SNI behind (envoyproxy.io, Access logging, Default format
 * string; istio.io, Envoy Access Logs): `"xff" "user-agent" "request id" "authority" "upstream host" …`.
 */
const ENVOY =
  /(?:^|\s)\[(\d{4}-\d\d-\d\dT[\d:.]{8,20}Z)\] "([A-Z]{3,16}) (\S{1,8192}) HTTP\/([\d.]{1,3})" ([1-5]\d\d) (\S{1,40}) (.{1,400}?)"((?:[^"\\]|\\.){0,400})" "((?:[^"\\]|\\.){0,1000})" "([^"]{0,100})" "([^"]{0,300})" "([^"]{0,300})"(.*)$/;
/** cluster, local address, the listener's address, the client's address, SNI, route */
const ISTIO_END = /^ \S{1,300} \S{1,100} \S{1,100} (\S{1,100}) (\S{1,254}) \S{1,200}\s*$/;

const envoy: LineReader = (line) => {
  const found = ENVOY.exec(line);
  if (found === null) return undefined;
  const [
    ,
    when = '',
    method = '',
    text = '',
    version = '',
    status = '',
    ,
    ,
    forwardedFor,
    userAgent = '',
    ,
    authority,
    upstream = '',
    end = '',
  ] = found;
  const [, from, sni] = ISTIO_END.exec(end) ?? [];
  return {
    program: 'envoy',
    target: targetIn(text, known(authority)),
    ...{ status, method, version, time: Date.parse(when), userAgent, ...clientAt(from ?? forwardedFor) },
    ...sniOf(sni),
    by: upstream === '-' || upstream === '' ? 'itself' : 'upstream',
  };
};

/** HAProxy's HTTP log (docs.haproxy.org, configuration, section 8.2.3). */
const HAPROXY =
  /(?:([0-9A-Fa-f:.]{3,45}:\d{1,5}) )?\[([^\]]{10,40})\] \S{1,99} \S{1,99}\/(\S{1,99}) [\d/+-]{9,60} ([1-5]\d\d) \d{1,20} \S{1,99} \S{1,99} (\S{4}) .{0,400}?"([A-Z]{1,20}) (\S{1,8192}) HTTP\/([\d.]{1,3})"(.*)$/;
const HAPROXY_SNI = /^ \S{1,99} ([^\s/]{1,254})\/TLSv1(?:\.[0-3])?\/[\w-]{1,99}\s*$/;

const haproxy: LineReader = (line) => {
  const found = HAPROXY.exec(line);
  if (found === null) return undefined;
  const [
    ,
    from,
    when = '',
    server = '',
    status = '',
    state = '',
    method = '',
    text = '',
    version = '',
    end = '',
  ] = found;
  const time = clfTime(when);
  const sni = HAPROXY_SNI.exec(end)?.[1];
  // `LR` of http-request return, `PR` of deny (measured: HAProxy 2.6.12).
  const by = /^[PL]R/.test(state) ? 'itself' : server === '<NOSRV>' ? undefined : 'upstream';
  return {
    program: 'haproxy',
    target: targetIn(text, undefined),
    ...{ status, method, version, ...clientAt(from) },
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
  /^(?:https?|h2|grpcs|wss?) (\d{4}-\d\d-\d\dT[\d:.]{8,20}Z) app\/\S{1,200} (\S{3,60}) (\S{1,60}) [\d. -]{5,60} ([1-5]\d\d) (\S{1,4}) \d{1,20} \d{1,20} "([A-Z]{3,16}) (\S{1,8192}) HTTP\/([\d.]{1,3})" "((?:[^"\\]|\\.){0,1000})" \S{1,60} \S{1,20} \S{1,300} "[^"]{0,200}" "([^"]{0,254})"/;

const balancer: LineReader = (line) => {
  const found = ALB.exec(line);
  if (found === null) return undefined;
  const [
    ,
    when = '',
    from,
    ,
    status = '',
    ofTarget,
    method = '',
    text = '',
    version = '',
    userAgent = '',
    sni = '',
  ] = found;
  return {
    target: targetIn(text, undefined),
    ...{ status, method, version, time: Date.parse(when), userAgent, ...clientAt(from) },
    ...sniOf(sni),
    by: ofTarget === '421' ? 'upstream' : 'itself',
  };
};

/**
 * A Classic Load Balancer's access log (docs.aws.amazon.com, Access logs for your Classic Load Balancer): status of the balancer, status
 * of the instance.
 */
const ELB =
  /^(\d{4}-\d\d-\d\dT[\d:.]{8,20}Z) \S{1,100} (\S{3,60}) \S{1,60} [\d. -]{5,60} ([1-5]\d\d) (\S{1,4}) \d{1,20} \d{1,20} "([A-Z]{3,16}) (\S{1,8192}) HTTP\/([\d.]{1,3})"(?: "((?:[^"\\]|\\.){0,1000})")?/;

const classicBalancer: LineReader = (line) => {
  const found = ELB.exec(line);
  if (found === null) return undefined;
  const [, when = '', from, status = '', ofInstance, method = '', text = '', version = '', userAgent] = found;
  return {
    target: targetIn(text, undefined),
    ...{ status, method, version, time: Date.parse(when), ...clientAt(from) },
    ...(userAgent === undefined ? {} : { userAgent }),
    by: ofInstance === '421' ? 'upstream' : 'itself',
  };
};

/**
 * CloudFront's standard log (docs.aws.amazon.com, Standard logging reference, Log file fields), of which each line has at least the fields
 * up to `cs-protocol-version`.
 */
const cloudFront: LineReader = (line) => {
  const fields = line.split('\t', 24);
  const [date = '', clock = '', edge = '', , from, method = '', , path = '', status = ''] = fields;
  const [host, scheme = '', version = ''] = [fields[15], fields[16], fields[23]];
  const isOne =
    /^\d{4}-\d\d-\d\d$/.test(date) &&
    /^[A-Z]{3}\d/.test(edge) &&
    STATUS.test(status) &&
    version.startsWith('HTTP/');
  if (!isOne) return undefined;
  const target = targetIn(path, known(host));
  return {
    target: /^(?:https|wss)$/.test(scheme) ? { ...target, scheme: 'https' } : target,
    ...{ status, method, version: version.slice(5), ...clientAt(from) },
    time: Date.parse(`${date}T${clock}Z`),
    userAgent: decoded(fields[10] ?? ''),
  };
};

/** As it stands where it is no URL encoding. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Squid's own format (wiki.squid-cache.org, Features/LogFormat): `TCP_MISS/421`. The number before the client's address is a time in ms. */
const SQUID =
  /^\s{0,8}(\d{9,10}\.\d{3}) {1,12}\d{1,10} (\S{1,60}) (TCP_[A-Z_]{3,40})\/([1-5]\d\d) \d{1,20} ([A-Z]{3,16}) (https?:\/\/\S{1,8192}) \S{1,100} ([A-Z_]{3,40})\/\S{1,254}(?:\s|$)/;

const squid: LineReader = (line) => {
  const found = SQUID.exec(line);
  if (found === null) return undefined;
  const [, when = '', from, result = '', status = '', method = '', text = '', hierarchy = ''] = found;
  const by = result.includes('MISS') && !hierarchy.endsWith('NONE') ? 'upstream' : undefined;
  return {
    target: targetIn(text, undefined),
    ...{ status, method, time: Math.round(Number(when) * 1000), ...clientAt(from) },
    ...(by === undefined ? {} : { by }),
  };
};

/**
 * Where records have what a diagnosis needs: Envoy and Istio, Caddy, Traefik, nginx formats of an operator's own, Kong, Elastic
 * Common Schema; Google's, Azure's, Cloudflare's and API Gateway's logs; pino and bunyan. What `server_name` has is a name of the configuration.
 */
const KEYS = {
  status: [
    ...['status', 'response_code', 'DownstreamStatus', 'status_code', 'statusCode', 'http_status', 'code'],
    ...['response.status', 'httpRequest.status', 'properties.httpStatusCode', 'EdgeResponseStatus'],
    'res.statusCode',
    'http.response.status_code',
  ],
  host: [
    ...['authority', ':authority', 'request.host', 'RequestHost', 'http_host', 'request.headers.host'],
    ...['properties.hostName', 'ClientRequestHost', 'url.domain', 'vhost', 'req.headers.host', 'domainName'],
  ],
  sni: [...['requested_server_name', 'request.tls.server_name', 'ssl_server_name', 'tls_server_name', 'sni']],
  upstream: ['upstream_status', 'OriginStatus', 'upstream_http_status', 'OriginResponseStatus'],
  method: [
    ...['method', 'request.method', 'RequestMethod', 'request_method', 'httpRequest.requestMethod'],
    ...['properties.httpMethod', 'ClientRequestMethod', 'http.request.method', 'req.method', 'httpMethod'],
  ],
  path: [
    ...['path', 'request.uri', 'RequestPath', 'request_uri', 'uri', 'ClientRequestURI', 'url.path'],
    ...['httpRequest.requestUrl', 'properties.requestUri', 'request.url', 'url.original', 'req.url'],
    'resourcePath',
  ],
  agent: [
    ...['user_agent', 'request.headers.User-Agent', 'request.headers.user-agent', 'request_User-Agent'],
    ...['http_user_agent', 'httpRequest.userAgent', 'properties.userAgent', 'ClientRequestUserAgent'],
    ...['user_agent.original', 'req.headers.user-agent'],
  ],
  time: [
    ...['start_time', 'ts', 'StartUTC', 'time', 'time_iso8601', '@timestamp', 'timestamp'],
    ...['EdgeStartTimestamp', 'started_at'],
  ],
  from: [
    ...['request.client_ip', 'request.remote_ip', 'remote_addr', 'remote_ip', 'ClientHost', 'ClientIP'],
    ...['client_ip', 'downstream_remote_address', 'httpRequest.remoteIp', 'properties.clientIp', 'client.ip'],
    ...['source.ip', 'req.remoteAddress'],
  ],
  version: [
    ...['protocol', 'request.proto', 'RequestProtocol', 'server_protocol', 'properties.httpVersion'],
    ...['ClientRequestProtocol', 'httpRequest.protocol'],
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A line of such a log, whatever the status. */
export function isAccessRecord(line: string): boolean {
  const record = line.length > MAX_LINE ? undefined : parseJson(line);
  const has = (keys: readonly string[]): boolean =>
    isObject(record) && keys.some((key) => textOf(record, key) !== undefined);
  if (isObject(record) && isReport(record)) return false;
  return has(KEYS.status) && (has(['request']) || (has(KEYS.method) && has(KEYS.path)));
}

/** Collectors write their machine's name under `host`; a name with a dot, a port or brackets is a request's. */
const REQUEST_HOST = /[.:]|^localhost$/;
const REQUEST = /^([A-Z]{3,16}) (\S{1,8192})(?: HTTP\/([\d.]{1,3}))?$/;

/** Of Network Error Logging: as some collectors flatten it, it has a status and a method too. */
const isReport = (record: JsonObject): boolean => [record.type, record.report_type].includes('network-error');

const STATUS = /^[1-5]\d\d$/;

/** One record a request. */
function recordOf(record: JsonObject, line: string): Logged | undefined {
  const has = (key: string): boolean => fieldOf(record, key) !== undefined;
  const first = (keys: readonly string[]): string | undefined =>
    keys.map((key) => textOf(record, key)).find((value) => value !== undefined);
  const status = first(KEYS.status);
  if (status === undefined || !STATUS.test(status) || isReport(record)) return undefined;
  const [, ofLine, target, versionOfLine] = REQUEST.exec(textOf(record, 'request') ?? '') ?? [];
  const method = ofLine ?? first(KEYS.method);
  const path = target ?? first(KEYS.path);
  // Without a request it is no line of an access log, but a body or something else with a status in it.
  if (method === undefined || path === undefined) return undefined;
  const host = [first(KEYS.host), textOf(record, 'host')].find(
    (name, index) => name !== undefined && (index === 0 || REQUEST_HOST.test(name)),
  );
  const upstream = first(KEYS.upstream)?.split(/[,:] /).at(-1)?.trim();
  const version = versionOfLine ?? first(KEYS.version);
  const sni = KEYS.sni.find(has);
  const upstreamHost = textOf(record, 'upstream_host');
  const userAgent = first(KEYS.agent);
  const time = timeOf(first(KEYS.time));
  const program =
    has('response_code_details') || has('upstream_cluster')
      ? 'envoy'
      : /^http\.log\.access/.test(textOf(record, 'logger') ?? '') || /\thttp\.log\.access/.test(line)
        ? 'caddy'
        : has('DownstreamStatus')
          ? 'traefik'
          : undefined;
  const by =
    upstream === '421' ||
    (upstreamHost !== undefined && upstreamHost !== '-') ||
    (program === 'caddy' && passedOnByCaddy(record))
      ? 'upstream'
      : upstreamHost === '-' ||
          upstream === '0' ||
          upstream === '-' ||
          (program === 'envoy' && !has('upstream_host'))
        ? 'itself'
        : undefined;
  return {
    ...(program === undefined ? {} : { program }),
    target: targetIn(path, known(host)),
    ...{ status, method, ...clientAt(first(KEYS.from)) },
    ...(version === undefined ? {} : { version: version.replace(/^HTTP\//i, '') }),
    ...(time === undefined ? {} : { time }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...sniOf(sni === undefined ? undefined : (textOf(record, sni) ?? '')),
    ...(by === undefined ? {} : { by }),
  };
}

/** Of a passed-on response Caddy logs the origin's Server beside its own (measured: 2.6.2), and since 2.10 its own Via. */
function passedOnByCaddy(record: JsonObject): boolean {
  const fields = objectIn(record, 'resp_headers');
  return (
    textsIn(fields, 'Server').some((value) => value !== 'Caddy') ||
    textsIn(fields, 'Via').some((value) => /\bCaddy\b/.test(value))
  );
}

const json: LineReader = (line) => {
  const from = line.indexOf('{');
  if (from < 0) return undefined;
  const record = parseJson(line.slice(from));
  return isObject(record) ? recordOf(record, line) : undefined;
};

/** `key=value key="two words"`: logfmt, as Heroku's router and many programs in Go write it. */
const PAIR = /(?:^|\s)([A-Za-z_@][\w.:-]{0,60})=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g;

const logfmt: LineReader = (line) => {
  if (!/(?:^|\s)\w{1,30}=[1-5]\d\d(?:\s|$)/.test(line)) return undefined;
  const pairs = [...line.matchAll(PAIR)].slice(0, 100);
  return recordOf(Object.fromEntries(pairs.map(([, key, quoted, plain]) => [key, quoted ?? plain])), line);
};

/** A date, or seconds (Caddy) or ms since the epoch. */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{9,11}(?:\.\d{1,9})?$/.test(text)
    ? Number(text) * 1000
    : /^\d{13}$/.test(text)
      ? Number(text)
      : (clfTime(text) ?? Date.parse(text));
  return Number.isFinite(time) ? Math.round(time) : undefined;
}

const READERS: readonly LineReader[] = [
  envoy,
  haproxy,
  balancer,
  classicBalancer,
  cloudFront,
  squid,
  commonLog,
  json,
  logfmt,
  requestLine,
];

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

/** What a line of an access log says of a request, or the line that a collector has put into a record; undefined for every other line. */
function loggedIn(line: string): Logged | undefined {
  if (line.length > MAX_LINE) return undefined;
  for (const read of READERS) {
    const logged = read(line);
    if (logged !== undefined) return logged;
  }
  const inner = collectedLine(line);
  return inner === undefined || inner === line ? undefined : loggedIn(inner);
}

/** One line of an access log with a 421 in it; undefined for every other line. Addresses of clients are not kept. */
export function accessLogLine(whole: string, line: number): FoundResponse | undefined {
  const logged = whole.includes('421') ? loggedIn(whole) : undefined;
  if (logged?.status !== '421') return undefined;
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

/** A request with all that says that another one is the same. */
export interface LoggedRequest {
  readonly status: number;
  /** ms since the epoch */
  readonly time: number;
  readonly userAgent: string | undefined;
  /** Client, method, host and path. */
  readonly key: string;
  readonly path: string;
}

/** What a line of an access log says of who asked for what, whatever the status; undefined where it leaves out any of it. */
export function requestInLine(line: string): LoggedRequest | undefined {
  const logged = loggedIn(line);
  if (logged === undefined) return undefined;
  const { status, from, time, method, userAgent, target } = logged;
  const { host, path } = target;
  if ([from, method, host, path].includes(undefined) || time === undefined || !Number.isFinite(time))
    return undefined;
  return {
    ...{ status: Number(status), time, userAgent, path: path ?? '' },
    key: [from, method, host, path].join(' '),
  };
}

/** HTTP/2, HTTP/3 and SNI are signs of TLS; their absence is none against it, for a gateway may have ended it. */
const secure = (version: string, { sni }: Logged): Target =>
  /^[23]/.test(version) || typeof sni === 'string' ? { scheme: 'https' } : {};
