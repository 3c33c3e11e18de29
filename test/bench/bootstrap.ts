/** How often samples are drawn anew. */
const DRAWS = 10_000;

/** A mean and its 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The geometric mean of ratios and its bootstrap interval (percentiles of DRAWS resamples). `groups`: ratios of one session, which
 * are more alike than those of different ones; sessions are drawn, and ratios within each. The draws are the same each time.
 */
export function meanRatio(groups: readonly (readonly number[])[]): Estimate {
  const logs = groups.filter((group) => group.length > 0).map((group) => group.map(Math.log));
  const random = mulberry(421);
  const draw = <T>(list: readonly T[]): T[] =>
    list.flatMap(() => list.slice((random() * list.length) | 0).slice(0, 1));
  const means = Array.from({ length: DRAWS }, () => mean(draw(logs).flatMap(draw))).sort((a, b) => a - b);
  const at = (share: number): number => Math.exp(means[Math.floor(share * (DRAWS - 1))] ?? Number.NaN);
  return { mean: Math.exp(mean(logs.flat())), low: at(0.025), high: at(0.975) };
}

const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;

/** mulberry32: small, and good enough to draw samples. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
