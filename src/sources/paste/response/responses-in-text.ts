import { isIpLiteral } from '../../../model/authority.js';
import { MAX_OCCURRENCES } from '../../../model/incident.js';
import { type MessageKey, type Text, text } from '../../../model/text.js';
import { requestOfCurl } from '../command-line.js';
import { readCurl } from '../curl.js';
import { type PastedText, pastedText } from '../lines.js';
import { readOpenssl } from '../openssl.js';
import type { ReadFacts } from '../result.js';
import { errorLogLine } from '../server-log.js';
import { wholeCommand } from '../shell-words.js';
import { accessLogLine } from './access-log.js';
import { PROMPT } from './body-lines.js';
import { errorsIn } from './error-text.js';
import type { Client, FoundResponse, Target, TextKind } from './found.js';
import { inspectedIn } from './inspected.js';
import { messagesIn, targetOfUrl } from './messages-in-text.js';
import { pageAlone, pageBehind } from './page-alone.js';
import { pathWithoutSecrets, type Removed, secretsIn } from './secrets.js';
import { tunnelRefusedIn } from './tunnel-refused.js';
import { writtenOut } from './write-out.js';

/** Characters that are read of a text; a longer one is read as far as this. */
export const MAX_TEXT = 8 << 20;
/** Hosts of one text that are kept, those with the most 421s. */
const MAX_CANDIDATES = 20;

/** The 421s that a text has of one host, or of a host that it does not name. */
export interface Candidate {
  /** What shows them, without repetition. */
  readonly kinds: readonly TextKind[];
  /** The URL that was asked, as far as the text has it, without secrets; undefined where it names no host. */
  readonly url?: string;
  /** The text says whether it was https or http; where it does not, `url` has https. */
  readonly schemeKnown: boolean;
  /** The program that asked, where the text names one and no other. */
  readonly client?: Client;
  /** The latest, in the text's order. */
  readonly responses: readonly FoundResponse[];
  readonly count: number;
  /** What else the text shows of the connection, or says of the refusal. */
  readonly evidence: readonly ReadFacts[];
}

export type ResponseText =
  | {
      readonly read: true;
      /** One or more; of several none is chosen. The one with the most 421s first. */
      readonly candidates: readonly Candidate[];
      /** URLs that the text mentions where its error names none. */
      readonly mentioned: readonly string[];
      readonly removed: readonly Removed[];
      /** The text was longer than what is read. */
      readonly cut: boolean;
    }
  /** There is no 421 in it; why, or what it is instead. */
  | { readonly read: false; readonly why: Text; readonly removed: readonly Removed[] };

/**
 * Finds the responses with status 421 in a text of any program: what command-line clients print, messages as they are on the
 * wire, error texts, lines of servers' logs. What kind it is shows in the text. Only what a diagnosis needs is taken out of it;
 * what lets somebody in is left out, and listed. Takes time linear in the text.
 */
export async function readResponseText(pasted: string): Promise<ResponseText> {
  const input = pastedText(pasted, MAX_TEXT);
  const removed = secretsIn(input.lines);
  const refuse = (key: MessageKey, ...args: readonly string[]): ResponseText => ({
    ...{ read: false, why: text(key, ...args), removed },
  });
  if (pasted.trim() === '') return refuse('explain_empty');
  if (isBinary(input.text)) return refuse('explain_binary');
  const { responses, noSni, mentioned, otherProtocol } = responsesIn(input);
  if (responses.length === 0) {
    if (otherProtocol) return refuse('explain_other_protocol');
    if (noSni !== undefined) return refuse('explain_no_sni_403');
    const other = otherStatus(input.lines);
    if (other !== undefined) return refuse('explain_other_status', other);
    return refuse(pasted.length > MAX_TEXT ? 'explain_none_in_part' : 'explain_none');
  }
  const evidence = await connectionFacts(input);
  return {
    read: true,
    candidates: candidatesOf(
      responses.map((found) => placed(found, mentioned)),
      [...evidence, ...(noSni === undefined ? [] : [noSni])],
    ),
    mentioned: mentioned.map(cleanUrl).slice(0, MAX_CANDIDATES),
    removed,
    cut: pasted.length > MAX_TEXT,
  };
}

/** A response that names no host goes to the only URL that the text has; of several none is taken. */
function placed(found: FoundResponse, mentioned: readonly string[]): FoundResponse {
  const [only, ...others] = mentioned;
  return found.target.host !== undefined || only === undefined || others.length > 0
    ? found
    : { ...found, target: targetOfUrl(only) };
}

/** More than one character in twenty is none of a text. */
function isBinary(whole: string): boolean {
  const head = whole.slice(0, 4096);
  let strange = 0;
  for (let at = 0; at < head.length; at++) {
    const code = head.charCodeAt(at);
    if (code === 0xfffd || (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x1b)) strange++;
  }
  return strange * 20 > head.length;
}

interface Responses {
  readonly responses: readonly FoundResponse[];
  /** A line about connections without SNI, which got no 421. */
  readonly noSni: ReadFacts | undefined;
  readonly mentioned: readonly string[];
  readonly otherProtocol: boolean;
}

/** Messages before what only tells of them; error texts only where nothing better shows the same responses. */
function responsesIn({ text: whole, lines }: PastedText): Responses {
  const logged: FoundResponse[] = [];
  let noSni: ReadFacts | undefined;
  for (const [at, line] of lines.entries()) {
    const facts = errorLogLine(line);
    if (facts?.reason === 'no_sni') noSni = facts;
    const found = facts === undefined ? accessLogLine(line, at) : ofErrorLog(facts, line, at);
    if (found !== undefined && facts?.reason !== 'no_sni') logged.push(found);
  }
  const messages = messagesIn(lines);
  const shown = messages.length > 0 ? withTunnels(messages, lines) : writtenOut(lines);
  const none = { noSni, mentioned: [], otherProtocol: false };
  if (shown.length > 0 || logged.length > 0) return { ...none, responses: [...shown, ...logged] };
  const errors = errorsIn(lines);
  const told = [...errors.responses, ...inspectedIn(lines)].map((found) => {
    const body = found.body ?? pageBehind(lines, found.line);
    return { ...found, ...(body === undefined ? {} : { body }) };
  });
  const responses = told.length > 0 ? oncePerTarget(told) : pageAlone(whole, lines);
  return { ...none, responses, mentioned: errors.mentioned, otherProtocol: errors.otherProtocol };
}

/** `curl -i` prints the proxy's response to CONNECT like any other; that it was one, its error says. */
function withTunnels(messages: readonly FoundResponse[], lines: readonly string[]): readonly FoundResponse[] {
  const refused = lines.map(tunnelRefusedIn).find((found) => found !== undefined);
  if (refused === undefined) return messages;
  const { statusLine, headers, proxied, client } = refused;
  return messages.map(({ body, ...found }) =>
    found.kind !== 'message'
      ? { ...found, ...(body === undefined ? {} : { body }) }
      : { ...found, statusLine, headers, ...(proxied && { proxied }), ...(client && { client }) },
  );
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

/** A program may say one error several times over, with its URL or without. */
function oncePerTarget(found: readonly FoundResponse[]): FoundResponse[] {
  const first = new Map<string, FoundResponse>();
  for (const one of found) {
    const key = `${one.target.host ?? ''}${one.target.path ?? ''}`;
    const known = first.get(key);
    first.set(key, known === undefined ? one : { ...one, ...known, ...detailOf(known, one) });
  }
  const targeted = [...first.values()].filter(({ target }) => target.host !== undefined);
  const bare = first.get('');
  if (targeted.length !== 1 || bare === undefined)
    return targeted.length > 0 ? targeted : [...first.values()];
  return targeted.map((one) => ({ ...bare, ...one, ...detailOf(one, bare) }));
}

const detailOf = (one: FoundResponse, other: FoundResponse): Partial<FoundResponse> => {
  const client = one.client ?? other.client;
  const body = one.body ?? other.body;
  const fuller = one.headers.length >= other.headers.length ? one : other;
  return {
    ...{ kind: fuller.kind, headers: fuller.headers },
    ...(client === undefined ? {} : { client }),
    ...(body === undefined ? {} : { body }),
  };
};

/** What curl and openssl print of the connection. The response itself is the incident, and no evidence beside it. */
async function connectionFacts(input: PastedText): Promise<ReadFacts[]> {
  // A chain of certificates and a session take far less.
  const part = pastedText(input.text);
  const readings = [await readOpenssl(part), readCurl(part)];
  const shown = readings.flatMap((reading) => {
    if (reading.kind !== 'facts') return [];
    const { status: _, server: __, ...facts } = reading.facts;
    return facts.certificate !== undefined || facts.sni !== undefined ? [facts] : [];
  });
  return shown.length > 0 ? shown : namesInCommands(part.lines);
}

/** Names of curl's command lines that set a Host field of another name than the one that curl puts into SNI. */
const namesInCommands = (lines: readonly string[]): ReadFacts[] =>
  lines.flatMap((line, at) => {
    const asked = PROMPT.test(line) ? requestOfCurl(wholeCommand(lines, at).command) : undefined;
    return asked?.host === undefined || asked.sni === undefined || asked.sni === asked.host
      ? []
      : [{ program: 'curl', host: asked.host, sni: asked.sni }];
  });

/** The status of a response in a text that has none with 421. */
const otherStatus = (lines: readonly string[]): string | undefined =>
  lines
    .map((line) => /^(?:< |\s{0,8})HTTP\/\d(?:\.\d)? ([2-5]\d\d)\b/.exec(line)?.[1])
    .findLast((status) => status !== undefined);

function candidatesOf(responses: readonly FoundResponse[], evidence: readonly ReadFacts[]): Candidate[] {
  const byHost = new Map<string, FoundResponse[]>();
  for (const response of responses) {
    const host = withoutDefaultPort(response.target).host ?? '';
    const known = byHost.get(host);
    if (known === undefined) byHost.set(host, [response]);
    else known.push(response);
  }
  return [...byHost.entries()]
    .map(([host, found]) => candidateOf(host, found, evidence, byHost.size === 1))
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_CANDIDATES);
}

function withoutDefaultPort(target: Target): Target {
  const { host, scheme = 'https' } = target;
  const port = scheme === 'https' ? ':443' : ':80';
  return host?.endsWith(port) && !host.endsWith(`:${port}`)
    ? { ...target, host: host.slice(0, -port.length) }
    : target;
}

function candidateOf(
  host: string,
  found: readonly FoundResponse[],
  evidence: readonly ReadFacts[],
  alone: boolean,
): Candidate {
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  // Both logs of a server have a line of the same request.
  const counted = kinds.includes('access-log') ? found.filter(({ kind }) => kind !== 'error-log') : found;
  const responses = counted
    .slice(-MAX_OCCURRENCES)
    .map((one) => ({ ...one, target: cleanTarget(one.target) }));
  const target =
    responses.findLast(({ target: { scheme, path } }) => scheme !== undefined && path !== undefined)
      ?.target ??
    responses.at(-1)?.target ??
    {};
  const clients = new Set(counted.map(({ client }) => client?.name));
  const client = clients.size === 1 ? counted.at(-1)?.client : undefined;
  const name = host.replace(/:\d{1,5}$/, '');
  const own = evidence.filter(
    (facts) => alone || facts.host === name || (isIpLiteral(name) && facts.address === name),
  );
  const logged = found.flatMap(({ logged: facts }) => facts ?? []);
  return {
    kinds,
    ...(host === '' ? {} : { url: urlOf(withoutDefaultPort(target), host) }),
    schemeKnown: target.scheme !== undefined,
    ...(client === undefined ? {} : { client }),
    ...{ responses, count: counted.length, evidence: [...own, ...latestOfEach(logged)] },
  };
}

/** Of many lines of a log the last that says why, and the last that says who. */
function latestOfEach(logged: readonly ReadFacts[]): ReadFacts[] {
  const why = logged.findLast(
    ({ reason }) => reason !== 'logged' && reason !== 'passed_on' && reason !== 'rule',
  );
  const who = logged.findLast(({ reason }) => reason === 'passed_on' || reason === 'rule');
  // A 421 that a server gave for a name other than the one in SNI says something without a reason.
  const names = logged.findLast(({ reason, sni }) => reason === 'logged' && sni !== undefined);
  // Last counts most (diagnosis/observed/pasted.ts).
  return [names, who, why].flatMap((facts) => facts ?? []);
}

const urlOf = ({ scheme = 'https', path = '/' }: Target, host: string): string =>
  cleanUrl(`${scheme}://${host}${path}`);

const cleanTarget = ({ path, ...target }: Target): Target => ({
  ...target,
  ...(path === undefined ? {} : { path: pathWithoutSecrets(path) }),
});

function cleanUrl(url: string): string {
  const [, origin = '', rest = ''] = /^([a-z]+:\/\/[^/?#]*)([/?#].*)?$/is.exec(url) ?? [];
  return `${origin.replace(/^(\w+:\/\/)[^/]*@/, '$1')}${pathWithoutSecrets(rest)}`;
}
