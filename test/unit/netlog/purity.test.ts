import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));
const files = readdirSync(path.join(SRC, 'netlog'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => path.join('netlog', name));

it('src/netlog knows itself, the model and certificates, and no page and no extension', () => {
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) {
    const source = readFileSync(path.join(SRC, file), 'utf8');
    for (const [, from = ''] of source.matchAll(/^(?:import|export)\b[^'";]* from '([^']+)'/gm)) {
      expect(path.join(path.dirname(file), from), file).toMatch(/^(?:netlog|model|certificate)\//);
    }
    expect(source, file).not.toMatch(/\b(?:chrome|browser)\.\w+\.\w|\b(?:window|document)\.\w/);
  }
});
