/** One measured figure. */
export interface Figure {
  readonly name: string;
  readonly median: number;
  /** e.g. `p10 0.11, p90 0.19, n 25` */
  readonly spread: string;
  readonly unit: string;
  /** What is wanted at most, in the same unit. */
  readonly aim?: number;
}

/** The median of some values and how far they spread. `aim`: what is wanted at most. */
export function figureOf(name: string, values: readonly number[], unit: string, aim?: number): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  const digits = at(0.5) < 10 ? 3 : 1;
  return {
    name,
    median: at(0.5),
    spread: `p10 ${at(0.1).toFixed(digits)}, p90 ${at(0.9).toFixed(digits)}, n ${values.length}`,
    unit,
    ...(aim === undefined ? {} : { aim }),
  };
}

/** The quotients of values that were measured in the same turns. Throws where their numbers differ. */
export function ratiosOf(values: readonly number[], others: readonly number[]): number[] {
  if (values.length !== others.length) throw new Error('these were not measured in the same turns');
  return values.map((value, turn) => value / (others[turn] ?? Number.NaN));
}

/** A figure that has no spread: the size of a file, a count. */
export const exactly = (name: string, value: number, unit: string, aim?: number): Figure => ({
  name,
  median: value,
  spread: 'exact',
  unit,
  ...(aim === undefined ? {} : { aim }),
});

/** Runs something often and gives the median and the spread of its time; `per` divides, where one run is many. */
export async function timed(
  name: string,
  run: () => unknown,
  options: { runs?: number; per?: number; unit?: 'ms' | 'µs'; aim?: number } = {},
): Promise<Figure> {
  const { runs = 200, per = 1, unit = 'ms', aim } = options;
  for (let warm = 0; warm < Math.min(20, runs); warm++) await run();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await run();
    times.push(((performance.now() - start) / per) * (unit === 'µs' ? 1000 : 1));
  }
  return figureOf(name, times, unit, aim);
}
