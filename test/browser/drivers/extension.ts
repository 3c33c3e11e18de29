import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserName } from '../../lab/site.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface BuiltExtension {
  /** Absolute folder of the built extension. */
  readonly folder: string;
  /** Path of the popup's page inside it. */
  readonly popup: string;
  /** Firefox's add-on id. */
  readonly geckoId: string | undefined;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** What `npm run build` made for a browser. */
export function builtExtension(kind: BrowserName): BuiltExtension {
  const folder = path.join(ROOT, 'dist', kind);
  const file = path.join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build" first`);
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const popup = field(field(manifest, 'action'), 'default_popup');
  if (typeof popup !== 'string') throw new Error(`${file} names no popup`);
  const geckoId = field(field(field(manifest, 'browser_specific_settings'), 'gecko'), 'id');
  return { folder, popup, geckoId: typeof geckoId === 'string' ? geckoId : undefined };
}
