import { builtExtension } from '../browser/drivers/extension.js';
import { type Build, baselineOf } from './baseline.js';
import { assets, gzipped, scriptsOf, zipped } from './bundle.js';
import { exactly, type Figure } from './figure.js';

const POPUP = 'src/pages/popup/index.html';

interface Size {
  readonly name: string;
  /** kB */
  readonly of: (dist: string) => number;
  /** At most so many times the baseline's. */
  readonly aim?: number;
}

const SIZES: readonly Size[] = [
  { name: 'background, gzip', of: (dist) => gzipped(dist, scriptsOf(dist, 'background.js')), aim: 0.85 },
  {
    name: 'popup until ready with nothing to show, gzip',
    of: (dist) => gzipped(dist, scriptsOf(dist, POPUP)),
  },
  {
    name: 'popup until an incident is shown, gzip',
    of: (dist) => gzipped(dist, scriptsOf(dist, POPUP, ...assets(dist, 'cases'))),
    aim: 0.75,
  },
  { name: 'package, zip', of: zipped, aim: 0.75 },
  { name: 'of it scripts and styles, zip', of: (dist) => zipped(dist, 'assets') },
];

/** Sizes of what was built, and beside the baseline's where there is one. */
export async function bench(): Promise<Figure[]> {
  return (['chrome', 'firefox'] as const).flatMap((browser) => {
    const { folder } = builtExtension(browser);
    const baseline = baselineOf(browser);
    return SIZES.flatMap(({ name, of, aim }) => {
      const size = of(folder);
      return [
        exactly(`${browser}: ${name}`, size, 'kB'),
        ...(baseline === undefined
          ? []
          : [exactly(`${browser}: ${name} / ${'baseline' satisfies Build}`, size / of(baseline), 'x', aim)]),
      ];
    });
  });
}
