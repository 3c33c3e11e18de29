import { createHash } from 'node:crypto';
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
  /** Chrome's id of it, loaded unpacked. */
  readonly chromeId: string;
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
  const key = field(manifest, 'key');
  const chromeId = idOf(typeof key === 'string' ? Buffer.from(key, 'base64') : folder);
  return { folder, popup, chromeId, geckoId: typeof geckoId === 'string' ? geckoId : undefined };
}

/** Chrome's id of an extension: the first half of the SHA-256 of its public key, or else of its folder, in letters from a to p. */
const idOf = (source: Buffer | string): string =>
  [...createHash('sha256').update(source).digest('hex').slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('');
