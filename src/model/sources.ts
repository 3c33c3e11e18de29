// Which machine saw how much of an incident: files of many are merged, each under the label that its exporter chose.
import type { Occurrence } from './exchange.js';
import type { Incident } from './incident.js';
import { MAX_SOURCES, OWN, type Source } from './source.js';

/** All that saw it; where no file was merged, this browser alone. */
export const sourcesOf = ({
  sources,
  count,
  firstSeen,
  lastSeen,
}: Pick<Incident, 'sources' | 'count' | 'firstSeen' | 'lastSeen'>): readonly Source[] =>
  sources ?? [{ label: OWN, count, firstSeen, lastSeen }];

export const hasLabel = ({ sources }: Pick<Incident, 'sources'>): boolean =>
  sources?.some(({ label }) => label !== OWN) ?? false;

/** The label of the machine that saw an occurrence. */
const seenBy = ({ source = OWN }: Occurrence): string => source;

const isSame = (a: Occurrence, b: Occurrence): boolean =>
  a.exchange.time === b.exchange.time &&
  a.exchange.requestId === b.exchange.requestId &&
  a.exchange.request.url === b.exchange.request.url;

/** Those of the one list that the other has not. */
export const occurrencesBeyond = (
  here: readonly Occurrence[],
  other: readonly Occurrence[],
): readonly Occurrence[] => other.filter((one) => !here.some((two) => isSame(one, two)));

function relabelled(occurrence: Occurrence, label: string): Occurrence {
  if (seenBy(occurrence) === label) return occurrence;
  const { source: _, ...rest } = occurrence;
  return label === OWN ? rest : { ...rest, source: label };
}

const joined = (a: Source, b: Source, count: number): Source => ({
  label: a.label,
  count,
  firstSeen: Math.min(a.firstSeen, b.firstSeen),
  lastSeen: Math.max(a.lastSeen, b.lastSeen),
});

/** For a file: what this browser saw stands under the label there. */
export function exportedAs(incident: Incident, label: string): Incident {
  const sources = new Map<string, Source>();
  for (const source of sourcesOf(incident)) {
    const own = source.label === OWN ? { ...source, label } : source;
    const known = sources.get(own.label);
    // Under its label: what it saw before a new installation, brought back from a file of its own.
    sources.set(own.label, known ? joined(known, own, known.count + own.count) : own);
  }
  return {
    ...incident,
    sources: [...sources.values()],
    occurrences: incident.occurrences.map((one) => (seenBy(one) === OWN ? relabelled(one, label) : one)),
  };
}

/** What this browser itself saw more. `added`: one or more. */
export function withOwn(sources: readonly Source[], added: readonly Occurrence[]): readonly Source[] {
  const times = added.map(({ exchange }) => exchange.time);
  const more: Source = {
    label: OWN,
    count: added.length,
    firstSeen: Math.min(...times),
    lastSeen: Math.max(...times),
  };
  const own = sources.find(({ label }) => label === OWN);
  if (!own) return [...sources, more];
  return sources.map((source) => (source === own ? joined(own, more, own.count + more.count) : source));
}

/** Of two accounts of one source the later one: it has all that the earlier had, or what is left of it. */
const later = (a: Source, b: Source): Source =>
  b.lastSeen > a.lastSeen || (b.lastSeen === a.lastSeen && b.count > a.count) ? b : a;

interface Merged {
  readonly sources: readonly Source[];
  /** The other's occurrences, each under the label that its source has here. */
  readonly occurrences: readonly Occurrence[];
}

/**
 * The sources of two accounts of one incident. Of one label both have the same source, and the later account stands. What
 * has no label is this browser's, or of a file without one: it counts once where occurrences show that both have the same,
 * also where the one has a label and the other none; else it adds up.
 */
export function mergeSources(here: Incident, other: Incident): Merged {
  const merged = new Map(sourcesOf(here).map((source) => [source.label, source]));
  const labels = new Map<string, string>();
  for (const source of sourcesOf(other)) {
    const theirs = other.occurrences.filter((one) => seenBy(one) === source.label);
    const label = sameMachine(here, theirs, source.label) ?? source.label;
    labels.set(source.label, label);
    const known = merged.get(label);
    if (!known) merged.set(label, source);
    else if (source.label === label && label !== OWN) merged.set(label, later(known, source));
    else {
      const mine = here.occurrences.filter((one) => seenBy(one) === label);
      const beyond = occurrencesBeyond(mine, theirs).length;
      const overlap = beyond < theirs.length;
      const count = overlap
        ? Math.max(known.count, source.count, mine.length + beyond)
        : known.count + source.count;
      merged.set(label, joined(known, source, count));
    }
  }
  return {
    sources: latestSources([...merged.values()]),
    occurrences: other.occurrences.map((one) => relabelled(one, labels.get(seenBy(one)) ?? seenBy(one))),
  };
}

/** The label here of a machine that has another one there: one of the two accounts has none. */
function sameMachine(here: Incident, theirs: readonly Occurrence[], label: string): string | undefined {
  const labels = new Set(sourcesOf(here).map((source) => source.label));
  if (labels.has(label) && label !== OWN) return undefined;
  const shared = here.occurrences.filter((one) => theirs.some((two) => isSame(one, two))).map(seenBy);
  if (shared.includes(label)) return undefined;
  return shared.find((one) => labels.has(one) && (one === OWN || label === OWN));
}

function latestSources(sources: readonly Source[]): readonly Source[] {
  if (sources.length <= MAX_SOURCES) return sources;
  const kept = new Set(
    sources
      .toSorted((a, b) => Number(b.label === OWN) - Number(a.label === OWN) || b.lastSeen - a.lastSeen)
      .slice(0, MAX_SOURCES),
  );
  return sources.filter((source) => kept.has(source));
}
