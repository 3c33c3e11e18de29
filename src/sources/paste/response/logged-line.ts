import type { ReadFacts } from '../result.js';
import { errorLogLine } from '../server-log.js';
import { accessLogLine } from './access-log.js';
import type { FoundResponse } from './found.js';

/** A line of a server's log, of either kind; `reason` `no_sni` is of a connection that got no 421. */
export function loggedLine(line: string, at: number): FoundResponse | undefined {
  const facts = errorLogLine(line);
  return facts === undefined ? accessLogLine(line, at) : ofErrorLog(facts, line, at);
}

/** `[Fri Nov 27 16:47:24.696796 2026]` of Apache, `2026/11/27 16:47:28` of nginx, ISO 8601 of others; without a zone: in UTC. */
function timeIn(line: string): number | undefined {
  const apache = /\[[A-Z][a-z]{2} ([A-Z][a-z]{2} \d\d) ([\d:]{8})(?:\.\d{1,9})? (\d{4})\]/.exec(line);
  const nginx = /(?:^|\s)(\d{4})\/(\d\d)\/(\d\d) ([\d:]{8}) \[/.exec(line);
  const seconds = /"ts":(\d{9,10}(?:\.\d{1,9})?)[,}]/.exec(line)?.[1];
  if (seconds !== undefined) return Math.round(Number(seconds) * 1000);
  const iso = /\b(\d{4}-\d\d-\d\dT[\d:]{8}(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))/.exec(line);
  const date = apache
    ? `${apache[1]} ${apache[3]} ${apache[2]} GMT`
    : nginx
      ? `${nginx[1]}-${nginx[2]}-${nginx[3]}T${nginx[4]}Z`
      : iso?.[1];
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isFinite(time) ? time : undefined;
}

/** `:8443` of the Host field in a line of nginx's, Traefik's or Caddy's, else empty. */
const portIn = (line: string): string =>
  /(?:\bhost: ?"|"host": ?"|\breq\.Host"?[=:]"?)[^\s",]{1,300}?(:\d{1,5})(?!\d)/.exec(line)?.[1] ?? '';

function ofErrorLog(facts: ReadFacts, line: string, at: number): FoundResponse {
  const time = timeIn(line);
  return {
    ...{ kind: 'error-log', line: at, statusLine: '', headers: [], protocol: 'unknown', logged: facts },
    target: {
      ...(facts.host === undefined ? {} : { host: `${facts.host}${portIn(line)}` }),
      scheme: 'https',
    },
    ...(time === undefined ? {} : { time }),
  };
}
