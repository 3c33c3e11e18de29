// Which incidents go where there is not room for all. A flood pushes out its own: each page, and each name under which many
// hosts appear, has a share; what others caused stays.
import { isIpLiteral, withoutTrailingDot } from './authority.js';
import type { Incident } from './incident.js';
import { OWN } from './source.js';

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
  /** Other machines saw it as well, whose files the user took in under their labels: no page's flood. */
  readonly labelled?: true;
}

/** How large all of them may be together, in any unit. */
export interface SizeLimit {
  readonly most: number;
  readonly of: (id: string) => number;
}

/** How many incidents were not kept, and when the first and the last of them went. ms since the epoch. */
export interface NotKept {
  readonly count: number;
  readonly since: number;
  readonly last: number;
}

/** Of so many in all, those that one page caused, and those under one name. */
const pageShare = (limit: number): number => Math.min(100, Math.max(25, limit / 10));
const nameShare = (limit: number): number => 2 * pageShare(limit);

/** Fewer than these push out nothing. */
export const smallestShare = pageShare;

export function claimOf(
  incident: Pick<Incident, 'id' | 'authority' | 'lastSeen' | 'topHost' | 'mainDocument'> & {
    readonly sources?: readonly { readonly label: string }[];
    readonly occurrences: readonly { readonly exchange: { readonly request: { readonly type: string } } }[];
  },
): Claim {
  const { id, authority, lastSeen, topHost = authority.host, occurrences } = incident;
  const mainDocument =
    incident.mainDocument ?? occurrences.some(({ exchange }) => exchange.request.type === 'main_frame');
  const labelled = incident.sources?.some(({ label }) => label !== OWN) ?? false;
  const claim = { id, host: authority.host, topHost, mainDocument, lastSeen };
  return labelled ? { ...claim, labelled } : claim;
}

/** Ids of those that are too many: each share is applied by itself, to what is this browser's alone; then the limits. */
export function pushedOut(claims: readonly Claim[], limit: number, size?: SizeLimit): string[] {
  let taken = size ? claims.reduce((sum, { id }) => sum + size.of(id), 0) : 0;
  const isLarge = (): boolean => size !== undefined && taken > size.most;
  if (claims.length <= Math.min(pageShare(limit), limit) && !isLarge()) return [];
  // From here on, whatever is to go stands first.
  const left = new Set([...claims].sort(firstToGo));
  const gone: Claim[] = [];
  const drop = (claim: Claim): void => {
    left.delete(claim);
    gone.push(claim);
    if (size) taken -= size.of(claim.id);
  };
  const within = (groups: ReadonlyMap<string, readonly Claim[]>, share: number): void => {
    for (const group of groups.values()) group.slice(0, Math.max(0, group.length - share)).forEach(drop);
  };

  within(
    groupedBy(left, ({ labelled, topHost }) => (labelled ? undefined : topHost)),
    pageShare(limit),
  );
  // The longest names first: what is over the share of `evil.co.uk` is gone before `co.uk` is counted.
  const depths = Math.max(0, ...[...left].map(({ host }) => labelsOf(host).length));
  for (let depth = depths; depth >= 1; depth--) {
    within(
      groupedBy(left, ({ labelled, host }) => (labelled ? undefined : nameAt(host, depth))),
      nameShare(limit),
    );
  }
  while (left.size > limit || isLarge()) drop(firstOfLargest(left));
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
