import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Scratch {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

// A killed browser's children may still be writing for a moment.
const REMOVAL = { recursive: true, force: true, maxRetries: 10, retryDelay: 200 } as const;

/** A folder for a while: gone when it is removed, and at the latest when the process ends, however that comes. */
export async function scratch(purpose: string): Promise<Scratch> {
  const folder = await mkdtemp(path.join(tmpdir(), `missent-${purpose}-`));
  const atEnd = () => rmSync(folder, REMOVAL);
  process.once('exit', atEnd);
  return {
    folder,
    remove: async () => {
      process.off('exit', atEnd);
      await rm(folder, REMOVAL);
    },
  };
}
