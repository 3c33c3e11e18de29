import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));
const files = (room: string): string[] =>
  readdirSync(path.join(SRC, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(room, name));
const importsOf = (file: string): string[] =>
  [
    ...readFileSync(path.join(SRC, file), 'utf8').matchAll(/^(?:import|export)\b[^'";]* from '([^']+)'/gm),
  ].map(([, from = '']) => path.join(path.dirname(file), from));

test.each([
  ['model', /^(?:model\/|\.\.\/public\/_locales\/en\/messages\.json$)/],
  ['diagnosis', /^(?:diagnosis|model)\//],
])('src/%s knows its own room and what is below it, and nothing of the browser', (room, allowed) => {
  const found = files(room);
  expect(found.length).toBeGreaterThan(5);
  for (const file of found) {
    for (const from of importsOf(file)) expect(from, file).toMatch(allowed);
    expect(readFileSync(path.join(SRC, file), 'utf8'), file).not.toMatch(
      /\b(?:chrome|browser)\.(?:webRequest|runtime|storage|tabs)\b|\b(?:window|document|globalThis)\.\w/,
    );
  }
});
