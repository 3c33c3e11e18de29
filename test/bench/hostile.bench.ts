import { diagnose } from '../../src/diagnosis/diagnose.js';
import { incidentOf } from '../fixtures/build.js';
import { LONG_TEXTS } from '../fixtures/hostile/long-texts.js';
import { type Pattern, patternsOfSource } from '../fixtures/hostile/patterns.js';
import { exactly, type Figure, timed } from './figure.js';

/** Characters of a text that each pattern is tried on: far more than it ever gets. */
const LONG = 50_000;
const SLOWEST = 5;

/**
 * What text that is made to be slow costs: a diagnosis of it, and each regular expression of the extension by itself on
 * texts that are made for it.
 */
export async function bench(): Promise<Figure[]> {
  const incidents = LONG_TEXTS.map((text) =>
    incidentOf({
      headers: ['server', 'via', 'x-cache', 'alt-svc', 'content-type'].map((name) => `${name}: ${text}`),
      body: text,
    }),
  );
  const whole = await timed(
    `diagnose() of long and nested text (mean over ${incidents.length} texts)`,
    () => {
      for (const incident of incidents) diagnose(incident);
    },
    { runs: 50, per: incidents.length, aim: 10 },
  );
  const patterns = patternsOfSource();
  const times = patterns
    .map((pattern) => ({ pattern, ms: slowest(pattern) }))
    .toSorted((a, b) => b.ms - a.ms);
  return [
    whole,
    exactly(`regular expressions, each on texts of ${LONG} characters made for it`, patterns.length, ''),
    ...times.slice(0, SLOWEST).map(({ pattern: { file, source }, ms }) =>
      // One that backtracks takes minutes on such a text.
      exactly(`the slowest: ${file} /${source.slice(0, 40)}/`, ms, 'ms', 1000),
    ),
  ];
}

/** ms of the text that takes the longest. */
function slowest({ source, flags }: Pattern): number {
  const pattern = new RegExp(source, flags.replace(/[gy]/g, ''));
  return Math.max(
    ...adversarial(source).map((text) => {
      const start = performance.now();
      pattern.test(text);
      return performance.now() - start;
    }),
  );
}

/**
 * Long runs of what the pattern names, which end so that it cannot match: of each of its characters, of what its classes
 * stand for, and of its literal parts one after another.
 */
function adversarial(source: string): string[] {
  const literals = source.match(/[\w .:/<>"'=-]{2,}/g) ?? [];
  const characters = [
    ...new Set(source.match(/[^\\^$*+?()[\]{}|]/g) ?? []),
    ' ',
    '\t',
    '\n',
    '0',
    'a',
    '.',
    '"',
  ];
  const units = [...characters, ...literals, literals.join(''), literals.join(' '), `${literals[0] ?? ''} a`];
  return units
    .filter((unit) => unit !== '')
    .flatMap((unit) => {
      const run = unit.repeat(Math.ceil(LONG / unit.length));
      return [`${run}\u0000`, `${literals[0] ?? ''}${run}\u0000`, `${run}${source}\u0000`];
    });
}
