// The user's choices, in storage.local.
import * as v from 'valibot';
import { DEFAULT_SETTINGS, KEEP_DAYS, MAX_IGNORED_HOSTS, type Settings, THEMES } from '../model/settings.js';
import { browser } from './browser.js';

const KEY = 'settings';

/** Each part is checked by itself: one that is wrong falls back to its default and takes nothing else along. */
const schema: v.GenericSchema<unknown, Settings> = v.object({
  keepDays: v.fallback(v.picklist(KEEP_DAYS), DEFAULT_SETTINGS.keepDays),
  ignoredHosts: v.fallback(v.pipe(v.array(v.string()), v.maxLength(MAX_IGNORED_HOSTS)), []),
  showRecovered: v.fallback(v.boolean(), DEFAULT_SETTINGS.showRecovered),
  watchSuspected: v.fallback(v.boolean(), DEFAULT_SETTINGS.watchSuspected),
  theme: v.fallback(v.picklist(THEMES), DEFAULT_SETTINGS.theme),
});

const settingsFrom = (record: unknown): Settings => {
  const result = v.safeParse(schema, record);
  return result.success ? result.output : DEFAULT_SETTINGS;
};

export async function readSettings(): Promise<Settings> {
  return settingsFrom((await browser.storage.local.get(KEY))[KEY]);
}

/** Changes the named parts and leaves the others. Rejects if the browser could not store it. */
export async function writeSettings(change: Partial<Settings>): Promise<Settings> {
  const settings = { ...(await readSettings()), ...change };
  await browser.storage.local.set({ [KEY]: settings });
  return settings;
}

/** Back to the defaults. */
export async function resetSettings(): Promise<void> {
  await browser.storage.local.remove(KEY);
}

/** Calls back when they changed, in any page. Returns the function that stops it. */
export function onSettings(listener: (settings: Settings) => void): () => void {
  const heard = (changes: Record<string, { newValue?: unknown }>): void => {
    const change = changes[KEY];
    if (change) listener(settingsFrom(change.newValue));
  };
  // Of this area only: storage.onChanged would report each snapshot of the session as well, whole.
  browser.storage.local.onChanged.addListener(heard);
  return () => browser.storage.local.onChanged.removeListener(heard);
}
