import { builtExtension } from '../browser/drivers/extension.js';
import type { LabAddress } from '../lab/lab.js';
import type { BrowserName } from '../lab/site.js';
import { type Build, baselineOf } from './baseline.js';
import { fedBackground } from './browser/fed-background.js';
import { inEachBrowser } from './browser/in-each-browser.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { startImageServer } from './browser/many-images.js';
import { type Figure, figureOf } from './figure.js';

/** Browsers of each build. */
const TURNS = Number(process.env.MISSENT_BENCH_RUNS ?? 6);
/** Of each pair of browsers: they take turns. */
const ROUNDS = 8;
const BATCHES = 4;
const PASSES = 10;
const EVENTS = 5000;

/**
 * The built background, unchanged, in an extension page of each real browser: its webRequest listeners are caught and
 * fed with good responses.
 */
export async function bench(): Promise<Figure[]> {
  const server = await startImageServer(0);
  try {
    return await inEachBrowser('listeners', ({ kind, name }) => perResponse(kind, name, server));
  } finally {
    await server.close();
  }
}

/**
 * One good response, in new browsers each time, side by side with the baseline's background where there is one. Of a browser's
 * batches the 10th percentile counts: what else the machine does in between only adds.
 */
async function perResponse(kind: BrowserName, name: string, lab: LabAddress): Promise<Figure[]> {
  const baseline = baselineOf(kind);
  const folders = [builtExtension(kind).folder, ...(baseline === undefined ? [] : [baseline])];
  const times = new Map<Build, number[]>();
  for (let turn = 0; turn < TURNS; turn++) {
    const browsers: BenchBrowser[] = [];
    try {
      for (const folder of folders) browsers.push(await launchForBench(kind, { lab, extensions: [folder] }));
      const fed = await Promise.all(browsers.map(fedBackground));
      const batches = fed.map((): number[] => []);
      for (let round = 0; round < ROUNDS; round++) {
        for (const [index, background] of turnsOf(fed, round)) {
          batches[index]?.push(
            ...(await background.feed({
              batches: BATCHES,
              passes: PASSES,
              events: EVENTS,
              hosts: 50,
              from: 0,
            })),
          );
        }
      }
      for (const [index, build] of (['this build', 'baseline'] as const).entries()) {
        const lowest = batches[index]?.toSorted((one, other) => one - other)[
          Math.floor((ROUNDS * BATCHES) / 10)
        ];
        if (lowest !== undefined)
          times.set(build, [...(times.get(build) ?? []), (lowest / EVENTS / PASSES) * 1000]);
      }
    } finally {
      await Promise.all(browsers.map((browser) => browser.close()));
    }
  }
  const title = `${name}: the background's listeners, one good response`;
  const [own = [], its = []] = [times.get('this build'), times.get('baseline')];
  const ratios = own.flatMap((time, turn) => (its[turn] === undefined ? [] : [time / its[turn]]));
  return [
    figureOf(title, own, 'µs', 5),
    ...(its.length === 0
      ? []
      : [figureOf(`${title}, baseline`, its, 'µs'), figureOf(`${title} / baseline`, ratios, '×', 1.05)]),
  ];
}

/** With their places; another one first each time. */
const turnsOf = <Each>(all: readonly Each[], turn: number): (readonly [number, Each])[] => {
  const placed = [...all.entries()];
  return turn % 2 === 0 ? placed : placed.toReversed();
};
