// Which incidents go where there is not room for all. A flood pushes out its own: each page, and each name under which many
// hosts appear, has a share; what others caused stays.
import { isIpLiteral, withoutTrailingDot } from './authority.js';
import type { Incident } from './incident.js';

/** What decides whether an incident stays. */
export interface Claim {
  readonly id: string;
  readonly host: string;
  /** Host of the top-level document under which it was first seen. */
  readonly topHost: string;
  /** The host's own main document was misdirected: somebody went there. These go last. */
  readonly mainDocument: boolean;
  /** ms since the epoch */
  readonly lastSeen: number;
}

/** How many incidents were not kept, and when the first and the last of them went. ms since the epoch. */
export interface NotKept {
  readonly count: number;
  readonly since: number;
  readonly last: number;
}

/** Of so many in all, those that one page caused, and those under one name. */
const pageShare = (limit: number): number => Math.max(25, limit / 10);
const nameShare = (limit: number): number => 2 * pageShare(limit);

/** Fewer than these push out nothing. */
export const smallestShare = pageShare;

export function claimOf(
  incident: Pick<Incident, 'id' | 'authority' | 'lastSeen' | 'topHost' | 'mainDocument'> & {
    readonly occurrences: readonly { readonly exchange: { readonly request: { readonly type: string } } }[];
  },
): Claim {
  const { id, authority, lastSeen, topHost = authority.host, occurrences } = incident;
  const mainDocument =
    incident.mainDocument ?? occurrences.some(({ exchange }) => exchange.request.type === 'main_frame');
  return { id, host: authority.host, topHost, mainDocument, lastSeen };
}

/** Ids of those that are too many: each share is applied by itself, then the limit. */
export function pushedOut(claims: readonly Claim[], limit: number): string[] {
  if (claims.length <= Math.min(pageShare(limit), limit)) return [];
  // From here on, whatever is to go stands first.
  const left = new Set([...claims].sort(firstToGo));
  const gone: Claim[] = [];
  const drop = (claim: Claim): void => {
    left.delete(claim);
    gone.push(claim);
  };
  const within = (groups: ReadonlyMap<string, readonly Claim[]>, share: number): void => {
    for (const group of groups.values()) group.slice(0, Math.max(0, group.length - share)).forEach(drop);
  };

  within(
    groupedBy(left, ({ topHost }) => topHost),
    pageShare(limit),
  );
  // The longest names first: what is over the share of `evil.co.uk` is gone before `co.uk` is counted.
  const depths = Math.max(0, ...[...left].map(({ host }) => labelsOf(host).length));
  for (let depth = depths; depth >= 1; depth--) {
    within(
      groupedBy(left, ({ host }) => nameAt(host, depth)),
      nameShare(limit),
    );
  }
  for (let over = left.size - limit; over > 0; over--) drop(firstOfLargest(left));
  return gone.map(({ id }) => id);
}

const firstToGo = (a: Claim, b: Claim): number =>
  Number(a.mainDocument) - Number(b.mainDocument) || a.lastSeen - b.lastSeen;

/** Of the page that caused most; of several such pages, what was not seen for longest. */
function firstOfLargest(left: ReadonlySet<Claim>): Claim {
  const parts = [...left].filter(({ mainDocument }) => !mainDocument);
  const groups = groupedBy(parts.length > 0 ? parts : left, ({ topHost }) => topHost);
  let largest: readonly Claim[] = [];
  for (const group of groups.values()) if (group.length > largest.length) largest = group;
  const [first] = largest;
  if (first === undefined) throw new Error('nothing is left to go');
  return first;
}

function groupedBy(
  claims: Iterable<Claim>,
  keyOf: (claim: Claim) => string | undefined,
): ReadonlyMap<string, readonly Claim[]> {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = keyOf(claim);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(claim);
    else groups.set(key, [claim]);
  }
  return groups;
}

const labelsOf = (host: string): string[] =>
  isIpLiteral(host) ? [host] : withoutTrailingDot(host).split('.');

/** The last `depth` labels of the host. One label is a name of its own only where the host has no other. */
function nameAt(host: string, depth: number): string | undefined {
  const labels = labelsOf(host);
  if (labels.length < depth || (depth === 1 && labels.length > 1)) return undefined;
  return labels.slice(-depth).join('.');
}
