import { KNOWN_PROGRAMS } from '../../../diagnosis/observed/program.js';
import type { Client } from '../../../sources/paste/response/found.js';

/** Who may have asked, by the value in the field. */
export const PROGRAMS: ReadonlyMap<string, Client> = new Map(KNOWN_PROGRAMS.map((name) => [name, { name }]));
export const BROWSERS: ReadonlyMap<string, Client> = new Map(
  (['chromium', 'firefox', 'safari'] as const).map((browser) => [browser, { name: browser, browser }]),
);

export const clientNamed = (name: string): Client | undefined => PROGRAMS.get(name) ?? BROWSERS.get(name);
