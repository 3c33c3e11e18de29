import { authorityOf, originOf } from '../model/authority.js';
import type { CheckResponse, CheckResult, PastedFacts } from '../model/check.js';
import type { Diagnosis } from '../model/diagnosis.js';
import type { Occurrence } from '../model/exchange.js';
import type { Header } from '../model/header.js';
import type { Incident } from '../model/incident.js';
import { type Known, known } from '../model/known.js';
import { echoesOf } from './echoes.js';
import type { ReportOptions } from './options.js';

/**
 * The incident as if nobody had seen a path or query: what is diagnosed and reported cannot show them. URLs keep
 * their origin only; in every text that a server, a program or a file wrote, what repeats a path or query of the incident
 * becomes `/…`, and so does what follows the host of any other URL. But the body, of which no report quotes more than the
 * words of a known page, keeps other URLs: servers are recognised by them.
 */
export function withoutPaths(incident: Incident): Incident {
  const withoutEchoes = echoesOf(urlsOf(incident));
  const redact = (text: string): string => withoutEchoes(text).split(NOT_IN_URLS).map(withoutPath).join('');
  const header = ({ name, value }: Header): Header => ({ name: redact(name), value: redact(value) });
  const response = (one: CheckResponse): CheckResponse => ({
    ...one,
    url: originOnly(one.url),
    method: redact(one.method),
    statusLine: redact(one.statusLine),
    headers: one.headers.map(header),
    ...(one.body === undefined ? {} : { body: { ...one.body, text: withoutEchoes(one.body.text) } }),
  });
  const check = (one: CheckResult): CheckResult => ({
    ...one,
    sent: one.sent.map(requestLine),
    responses: one.responses.map(response),
    ...(one.error === undefined ? {} : { error: redact(one.error) }),
  });
  const occurrence = (one: Occurrence): Occurrence => ({
    ...one,
    exchange: {
      ...one.exchange,
      request: {
        ...one.exchange.request,
        method: redact(one.exchange.request.method),
        url: originOnly(one.exchange.request.url),
        ...(one.exchange.request.initiator === undefined
          ? {}
          : { initiator: originOnly(one.exchange.request.initiator) }),
      },
      response: {
        ...one.exchange.response,
        statusLine: redact(one.exchange.response.statusLine),
        headers: one.exchange.response.headers.map(header),
      },
    },
    body: mapKnown(one.body, (body) => ({ ...body, text: withoutEchoes(body.text) })),
    ...(one.attempts === undefined
      ? {}
      : {
          attempts: one.attempts.map((attempt) => ({
            ...attempt,
            headers: attempt.headers.map(header),
            ...(attempt.error === undefined ? {} : { error: redact(attempt.error) }),
          })),
        }),
  });
  const pasted = (one: PastedFacts): PastedFacts => ({
    ...one,
    ...(one.server === undefined ? {} : { server: redact(one.server) }),
    ...(one.certificate === undefined || one.certificate.verifyError === undefined
      ? {}
      : { certificate: { ...one.certificate, verifyError: redact(one.certificate.verifyError) } }),
  });
  return {
    ...incident,
    occurrences: incident.occurrences.map(occurrence),
    checks: incident.checks.map(check),
    pasted: incident.pasted.map(pasted),
  };
}

/** What ends a URL in a text, kept by splitting. The apostrophe does not: it is part of many. */
const NOT_IN_URLS = /([\s"<>`])/;

/** A word of a text, cut after the host of the first URL in it. */
function withoutPath(word: string): string {
  const colon = word.indexOf('://');
  let start = colon;
  while (start > 0 && colon - start < MAX_SCHEME && /[a-z0-9+.-]/i.test(word.charAt(start - 1))) start--;
  return start === colon ? word : word.slice(0, start) + originOnly(word.slice(start));
}

/** Longer than any scheme that is registered. */
const MAX_SCHEME = 31;

const mapKnown = <T>(fact: Known<T>, change: (value: T) => T): Known<T> =>
  fact.known ? known(change(fact.value)) : fact;

/**
 * `https://host/…`, whatever follows the host; an origin, which has no path, stays as it is. Of a URL that names no web host
 * the scheme alone is left: the rest of `file:`, `data:` and extension URLs is path, or shows who uses the browser.
 */
export function originOnly(url: string): string {
  const authority = authorityOf(url);
  if (authority !== undefined) return url === originOf(authority) ? url : `${originOf(authority)}/…`;
  const scheme = /^[a-z][a-z0-9+.-]{0,30}:/i.exec(url)?.[0].toLowerCase();
  return scheme === undefined ? '…' : `${scheme}…`;
}

/** `GET https://host/…`, as a check notes what it sent; other notes (`DNS host`) have no URL. */
function requestLine(line: string): string {
  const blank = line.indexOf(' ');
  const url = line.slice(blank + 1);
  return blank > 0 && authorityOf(url) !== undefined ? `${line.slice(0, blank)} ${originOnly(url)}` : line;
}

/** All URLs whose paths and queries are the incident's own. */
const urlsOf = (incident: Incident): string[] => [
  ...incident.occurrences.flatMap(({ exchange: { request } }) =>
    request.initiator === undefined ? [request.url] : [request.url, request.initiator],
  ),
  ...incident.checks.flatMap(({ responses, sent }) => [
    ...responses.map(({ url }) => url),
    ...sent.map((line) => line.slice(line.indexOf(' ') + 1)),
  ]),
];

export type Diagnose = (incident: Incident) => Diagnosis;

/**
 * What a report speaks of. Without paths it is an incident that has none, and the diagnosis is made of that one: so
 * nothing in the report, neither a quoted sentence nor a verdict, can depend on them.
 */
export function subjectOf(
  whole: Incident,
  diagnose: Diagnose,
  { includePaths }: Pick<ReportOptions, 'includePaths'>,
): { readonly incident: Incident; readonly diagnosis: Diagnosis } {
  const incident = includePaths ? whole : withoutPaths(whole);
  return { incident, diagnosis: diagnose(incident) };
}
