import { isIpLiteral } from '../../../model/authority.js';
import { MAX_OCCURRENCES } from '../../../model/incident.js';
import type { ReadFacts } from '../result.js';
import type { Client, FoundResponse, SeenResponse, Target, TextKind } from './found.js';
import { pathWithoutSecrets } from './secrets.js';

/** Hosts of one text that are given, those with the most 421s. */
export const MAX_CANDIDATES = 20;
/** Hosts that are counted. */
const MAX_HOSTS = 1000;
/** Responses with another status that are kept, the last of the text. */
const MAX_OTHERS = 100;
/** 421s of a host beyond those that are given, after which the oldest are dropped together. */
const SPARE = 16;

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
  /** 421s that are shown. */
  readonly count: number;
  /** Of these, those after which the program tried again by itself. */
  readonly retried: number;
  /** Of these, those that a good response to the same client followed at once, by the log of a server. */
  readonly followed: number;
  /** Requests that they were given to. */
  readonly requests: number;
  /** Responses with another status that the text shows besides, of this host and of others; in its order. */
  readonly others: readonly SeenResponse[];
  /** What else the text shows of the connection, or says of the refusal. */
  readonly evidence: readonly ReadFacts[];
}

/** 421s of one kind of text and one host: how many, and the latest. */
interface Found {
  count: number;
  retried: number;
  followed: number;
  requests: number;
  latest: FoundResponse[];
  /** Names of the programs that asked, not more than two; undefined for one that is not named. */
  readonly clients: Set<string | undefined>;
}

interface Host {
  readonly kinds: Set<TextKind>;
  readonly inErrorLog: Found;
  readonly elsewhere: Found;
  /** Of many lines of a log the last that says why, the last that says who, and the last that has a name in SNI. */
  why?: ReadFacts;
  who?: ReadFacts;
  names?: ReadFacts;
}

/** Puts the 421s of a text together by host. What it keeps is bounded, however many there are. */
export class Candidates {
  readonly #hosts = new Map<string, Host>();
  /** Hosts were left out. */
  cut = false;

  get size(): number {
    return this.#hosts.size;
  }

  add(found: FoundResponse): void {
    const name = withoutDefaultPort(found.target).host ?? '';
    const host = this.#hosts.get(name) ?? this.#begin(name);
    if (host === undefined) return;
    host.kinds.add(found.kind);
    const part = found.kind === 'error-log' ? host.inErrorLog : host.elsewhere;
    part.count += found.times ?? 1;
    part.requests += (found.times ?? 1) - (found.tries?.length ?? 0);
    part.retried += (found.tries?.length ?? 0) + (found.recovered === undefined ? 0 : 1);
    if (found.followed) part.followed++;
    part.latest.push(found);
    if (part.latest.length >= MAX_OCCURRENCES + SPARE) part.latest = part.latest.slice(-MAX_OCCURRENCES);
    if (part.clients.size < 2) part.clients.add(found.client?.name);
    if (found.logged !== undefined) note(host, found.logged);
  }

  #begin(name: string): Host | undefined {
    if (this.#hosts.size >= MAX_HOSTS) {
      this.cut = true;
      return undefined;
    }
    const nothing = (): Found => ({
      ...{ count: 0, retried: 0, followed: 0, requests: 0, latest: [] },
      clients: new Set(),
    });
    const host: Host = { kinds: new Set(), inErrorLog: nothing(), elsewhere: nothing() };
    this.#hosts.set(name, host);
    return host;
  }

  /** `evidence`, `others`: what the text shows besides, of whatever host. */
  list(evidence: readonly ReadFacts[], others: readonly SeenResponse[] = []): Candidate[] {
    const around = others.slice(-MAX_OTHERS).map(
      ({ status, response }): SeenResponse => ({
        status,
        response: { ...response, target: cleanTarget(response.target) },
      }),
    );
    return [...this.#hosts.entries()]
      .map(([name, host]) =>
        candidateOf(name, host, { evidence, others: around, alone: this.#hosts.size === 1 }),
      )
      .sort((a, b) => b.count - a.count)
      .slice(0, MAX_CANDIDATES);
  }
}

function note(host: Host, facts: ReadFacts): void {
  if (facts.reason === 'passed_on' || facts.reason === 'rule') host.who = facts;
  else if (facts.reason !== 'logged') host.why = facts;
  // A 421 that a server gave for a name other than the one in SNI says something without a reason.
  else if (facts.sni !== undefined) host.names = facts;
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
  { kinds, inErrorLog, elsewhere, why, who, names }: Host,
  { evidence, others, alone }: Pick<Candidate, 'evidence' | 'others'> & { readonly alone: boolean },
): Candidate {
  // Both logs of a server have a line of the same request.
  const parts = kinds.has('access-log') ? [elsewhere] : [elsewhere, inErrorLog];
  const responses = parts
    .flatMap(({ latest }) => latest)
    .sort((a, b) => a.line - b.line)
    .slice(-MAX_OCCURRENCES)
    .map((one) => ({ ...one, target: cleanTarget(one.target) }));
  const target =
    responses.findLast(({ target: { scheme, path } }) => scheme !== undefined && path !== undefined)
      ?.target ??
    responses.at(-1)?.target ??
    {};
  const clients = new Set(parts.flatMap((part) => [...part.clients]));
  const client = clients.size === 1 ? responses.at(-1)?.client : undefined;
  // What openssl takes as the server's name is no more than SNI: the request that follows has the host.
  const name = host.replace(/:\d{1,5}$/, '');
  const own = evidence
    .filter((facts) => alone || facts.host === name || (isIpLiteral(name) && facts.address === name))
    .map((facts) => (facts.program === 'openssl' && name !== '' ? { ...facts, host: name } : facts));
  return {
    kinds: [...kinds],
    ...(host === '' ? {} : { url: urlOf(withoutDefaultPort(target), host) }),
    schemeKnown: target.scheme !== undefined,
    ...(client === undefined ? {} : { client }),
    responses,
    count: parts.reduce((sum, { count }) => sum + count, 0),
    requests: parts.reduce((sum, { requests }) => sum + requests, 0),
    others,
    retried: parts.reduce((sum, { retried }) => sum + retried, 0),
    followed: parts.reduce((sum, { followed }) => sum + followed, 0),
    // Last counts most (diagnosis/observed/pasted.ts).
    evidence: [...own, ...[names, who, why].flatMap((facts) => facts ?? [])],
  };
}

const urlOf = ({ scheme = 'https', path = '/' }: Target, host: string): string =>
  cleanUrl(`${scheme}://${host}${path}`);

const cleanTarget = ({ path, ...target }: Target): Target => ({
  ...target,
  ...(path === undefined ? {} : { path: pathWithoutSecrets(path) }),
});

/** A URL without what lets somebody in. */
export function cleanUrl(url: string): string {
  const [, origin = '', rest = ''] = /^([a-z]+:\/\/[^/?#]*)([/?#].*)?$/is.exec(url) ?? [];
  return `${origin.replace(/^(\w+:\/\/)[^/]*@/, '$1')}${pathWithoutSecrets(rest)}`;
}
