import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { assets, gzipped, scriptsOf, zipped } from './bundle.js';
import { exactly, type Figure } from './figure.js';

/** Sizes of what was built; what each part holds is reported by `npm run build` and a look into dist/. */
export async function bench(): Promise<Figure[]> {
  return (['chrome', 'firefox'] as const).flatMap((browser) => {
    const dist = fileURLToPath(new URL(`../../dist/${browser}`, import.meta.url));
    const popup = 'src/pages/popup/index.html';
    const once = gzipped(dist, scriptsOf(dist, popup));
    const withCase = gzipped(dist, scriptsOf(dist, popup, ...assets(dist, 'cases')));
    const kb = (name: string, value: number, aim?: number): Figure =>
      exactly(`${browser}: ${name}`, value, 'kB', aim);
    return [
      kb('background, gzip', gzipped(dist, scriptsOf(dist, 'background.js')), 15),
      kb('popup until ready with nothing to show, gzip', once),
      kb('popup until ready with an incident, gzip', withCase, 40),
      kb('package, zip', zipped(dist), 200),
      kb(`of it ${path.posix.normalize('_locales/')}, seven languages, zip`, zipped(dist, '_locales')),
      kb('of it scripts and styles, zip', zipped(dist, 'assets')),
    ];
  });
}
