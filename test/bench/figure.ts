/** One measured figure. */
export interface Figure {
  readonly name: string;
  readonly median: number;
  /** e.g. `p10 0.11, p90 0.19` */
  readonly spread: string;
  readonly unit: string;
}

/** Runs something often and gives the median and the spread of its time; `per` divides, where one run is many. */
export async function timed(
  name: string,
  run: () => unknown,
  { runs = 200, per = 1, unit = 'ms' }: { runs?: number; per?: number; unit?: 'ms' | 'µs' } = {},
): Promise<Figure> {
  for (let warm = 0; warm < Math.min(20, runs); warm++) await run();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await run();
    times.push(((performance.now() - start) / per) * (unit === 'µs' ? 1000 : 1));
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  return { name, median: at(0.5), spread: `p10 ${at(0.1).toFixed(3)}, p90 ${at(0.9).toFixed(3)}`, unit };
}
