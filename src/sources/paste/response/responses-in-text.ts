import { type MessageKey, type Text, text } from '../../../model/text.js';
import { requestOfCurl } from '../command-line.js';
import { readCurl } from '../curl.js';
import { type PastedText, pastedText } from '../lines.js';
import { readOpenssl } from '../openssl.js';
import type { ReadFacts } from '../result.js';
import { wholeCommand } from '../shell-words.js';
import { PROMPT } from './body-lines.js';
import { type Candidate, Candidates, cleanUrl, MAX_CANDIDATES } from './candidates.js';
import { type ErrorsFound, errorsIn } from './error-text.js';
import { FollowUps } from './follow-ups.js';
import type { FoundResponse, SeenResponse } from './found.js';
import { inspectedIn } from './inspected.js';
import { loggedLine } from './logged-line.js';
import { messagesIn, targetOfUrl } from './messages-in-text.js';
import { pageAlone, pageBehind } from './page-alone.js';
import { withRetries } from './retries.js';
import { type Removed, secretsIn } from './secrets.js';
import { tunnelRefusedIn } from './tunnel-refused.js';
import { writtenOut } from './write-out.js';

/** Characters that are read of a text; a longer one is read as far as this. */
export const MAX_TEXT = 8 << 20;
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
  const { responses, others, noSni, mentioned: urls, otherProtocol } = responsesIn(input);
  const mentioned = [...new Set(urls.map(cleanUrl))];
  if (responses.length === 0) {
    if (otherProtocol) return refuse('explain_other_protocol');
    if (noSni !== undefined) return refuse('explain_no_sni_403');
    const other = otherStatus(input.lines);
    if (other !== undefined) return refuse('explain_other_status', other);
    if (NUMBER.test(input.text)) return refuse('explain_number_only');
    return refuse(pasted.length > MAX_TEXT ? 'explain_none_in_part' : 'explain_none');
  }
  const evidence = await connectionFacts(input);
  return {
    read: true,
    candidates: candidatesOf(
      responses.map((found) => placed(found, mentioned)),
      [...evidence, ...(noSni === undefined ? [] : [noSni])],
      others,
    ),
    mentioned: mentioned.slice(0, MAX_CANDIDATES),
    removed,
    cut: pasted.length > MAX_TEXT,
  };
}

/** It may be a status in a form that is not known here. */
const NUMBER = /(?<![\w.]|\d,)421(?!\w|[.,]\d)/;

/** A response that names no host goes to the only URL that the text has; of several none is taken. */
function placed(found: FoundResponse, mentioned: readonly string[]): FoundResponse {
  const [only, ...others] = mentioned;
  return found.target.host !== undefined || only === undefined || others.length > 0
    ? found
    : { ...found, target: targetOfUrl(only) };
}

/** More than one character in twenty is none of a text. */
export function isBinary(whole: string): boolean {
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
  /** Responses with another status. */
  readonly others: readonly SeenResponse[];
  /** A line about connections without SNI, which got no 421. */
  readonly noSni: ReadFacts | undefined;
  readonly mentioned: readonly string[];
  readonly otherProtocol: boolean;
}

/** Messages before what only tells of them; error texts only where nothing better shows the same responses. */
function responsesIn({ text: whole, lines }: PastedText): Responses {
  const logged: FoundResponse[] = [];
  const followUps = new FollowUps((found) => logged.push(found));
  let noSni: ReadFacts | undefined;
  for (const [at, line] of lines.entries()) {
    const found = loggedLine(line, at);
    if (found?.logged?.reason === 'no_sni') noSni = found.logged;
    else if (found !== undefined) followUps.refused(line, found);
    else if (followUps.isWaiting) followUps.other(line);
  }
  followUps.finish();
  const seen = messagesIn(lines);
  const messages = withRetries(seen, lines);
  const shown = messages.length > 0 ? withTunnels(messages, lines) : writtenOut(lines);
  const none = {
    noSni,
    mentioned: [],
    otherProtocol: false,
    others: seen.filter(({ status }) => status !== 421),
  };
  if (shown.length > 0 || logged.length > 0) return { ...none, responses: [...shown, ...logged] };
  const errors = errorsIn(lines);
  const { each, others } = apart(errors);
  const told = [...withRetries(each, lines), ...others, ...inspectedIn(lines)].map((found) => {
    const body = found.body ?? pageBehind(lines, found.line);
    return { ...found, ...(body === undefined ? {} : { body }) };
  });
  // A page with another status around it is that message's, whatever it says.
  const page = otherStatus(lines) === undefined ? pageAlone(whole, lines) : [];
  const responses = told.length > 0 ? oncePerTarget(told) : page;
  return {
    responses,
    ...{ noSni, mentioned: errors.mentioned, otherProtocol: errors.otherProtocol },
    others: each.filter(({ status }) => status !== 421),
  };
}

/** Lines of a log, one a response, and error texts, which may say one response several times over. */
function apart({ responses, answered }: ErrorsFound): {
  readonly each: readonly SeenResponse[];
  readonly others: readonly FoundResponse[];
} {
  const isLogged = ({ times }: FoundResponse): boolean => times === 1;
  const refused = responses.filter(isLogged).map((response): SeenResponse => ({ status: 421, response }));
  return {
    each: [...refused, ...answered].sort((a, b) => a.response.line - b.response.line),
    others: responses.filter((found) => !isLogged(found)),
  };
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
  const times =
    one.times === undefined || other.times === undefined
      ? (one.times ?? other.times)
      : one.times + other.times;
  return {
    ...(times === undefined ? {} : { times }),
    ...retriesOf(one.tries === undefined && one.recovered === undefined ? other : one),
    ...{ kind: fuller.kind, headers: fuller.headers },
    ...(client === undefined ? {} : { client }),
    ...(body === undefined ? {} : { body }),
  };
};

const retriesOf = ({ tries, recovered }: FoundResponse): Partial<FoundResponse> => ({
  ...(tries === undefined ? {} : { tries }),
  ...(recovered === undefined ? {} : { recovered }),
});

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

function candidatesOf(
  responses: readonly FoundResponse[],
  evidence: readonly ReadFacts[],
  others: readonly SeenResponse[],
): Candidate[] {
  const found = new Candidates();
  for (const response of responses) found.add(response);
  return found.list(evidence, others);
}
