import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ServerRequest } from '../../fixtures/netlog/recordings.js';
import { readingOf } from './read.js';

const at = (file: string) => new URL(`../../fixtures/netlog/tools/${file}`, import.meta.url);

/** HAR files of real programs with what the server saw of the same run; scripts/record-netlog/tools.mjs makes them. */
const NAMES = readdirSync(at('.'))
  .filter((file) => file.endsWith('.har'))
  .map((file) => file.replace('.har', ''));

const keyOf = ({ host, path }: { readonly host: string; readonly path: string }): string => `${host}${path}`;

describe.each(NAMES)('a HAR file of %s', (name) => {
  const har = readFileSync(at(`${name}.har`), 'utf8');
  const { requests }: { requests: readonly ServerRequest[] } = JSON.parse(
    readFileSync(at(`${name}.server.json`), 'utf8'),
  );
  const isProxy = name.startsWith('mitmproxy');

  it('has each 421 that the program could see, of the host that was asked, and no other', async () => {
    const { summary, incidents, notes } = await readingOf(har);
    // A browser's HAR file has the last attempt of a request, a proxy's has all.
    const seen = requests.filter(
      (request, index) =>
        request.status === 421 &&
        (isProxy || !requests.slice(index + 1).some((later) => keyOf(later) === keyOf(request))),
    );
    expect(summary.surfaced).toBe(seen.length);
    const found = incidents.flatMap(({ occurrences }) =>
      occurrences.map(({ exchange }) => {
        const { hostname, pathname } = new URL(exchange.request.url);
        return keyOf({ host: hostname, path: pathname });
      }),
    );
    expect(found.sort()).toEqual(seen.map(keyOf).sort());
    expect(notes.map(({ id }) => id)).toEqual([
      ...(name === 'playwright' ? ['made-by-tool'] : []),
      ...(isProxy ? ['proxy'] : []),
    ]);
  });

  it('shares connections as the server saw it, where the program names them', async () => {
    const { map } = await readingOf(har);
    for (const { by, hosts } of map.groups) {
      if (by !== 'connection') continue;
      const carried = hosts.map(
        ({ host }) =>
          new Set(requests.filter((request) => request.host === host).map(({ connection }) => connection)),
      );
      const common = [...(carried[0] ?? [])].filter((id) => carried.every((ids) => ids.has(id)));
      expect(common.length, hosts.map(({ host }) => host).join()).toBeGreaterThan(0);
    }
  });
});
