import { existsSync } from 'node:fs';
import { copyFile, cp } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserName } from '../../lab/site.js';

/** Names the folder of IPvFoo's source (github.com/pmarks-net/ipvfoo), which watches every response as Missent does. */
const VARIABLE = 'MISSENT_IPVFOO';

/** Writes IPvFoo for a browser into a new folder below `parent`; undefined, said aloud, where its source is not there. */
export async function ipvFoo(parent: string, kind: BrowserName): Promise<string | undefined> {
  const source = path.join(process.env[VARIABLE] ?? '', 'src');
  const manifest = path.join(source, 'manifest', `${kind}-manifest.json`);
  if (!process.env[VARIABLE] || !existsSync(manifest)) {
    console.warn(`SKIPPED: what IPvFoo does: ${VARIABLE} names no folder of its source`);
    return undefined;
  }
  const folder = path.join(parent, `ipvfoo-${kind}`);
  await cp(source, folder, { recursive: true });
  await copyFile(manifest, path.join(folder, 'manifest.json'));
  return folder;
}
