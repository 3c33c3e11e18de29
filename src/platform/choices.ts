// The user's choices, in storage.local. What holds is the settings in force: settings.ts.
import * as v from 'valibot';
import {
  type Choices,
  DEFAULT_CHOICES,
  KEEP_DAYS,
  CHOICES_KEY as KEY,
  MAX_HOSTS,
  THEMES,
} from '../model/settings.js';
import { browser } from './browser.js';

/** Each part is checked by itself: one that is wrong falls back to its default and takes nothing else along. */
const schema: v.GenericSchema<unknown, Choices> = v.object({
  keepDays: v.fallback(v.picklist(KEEP_DAYS), DEFAULT_CHOICES.keepDays),
  ignoredHosts: v.fallback(v.pipe(v.array(v.string()), v.maxLength(MAX_HOSTS)), []),
  showRecovered: v.fallback(v.boolean(), DEFAULT_CHOICES.showRecovered),
  watchSuspected: v.fallback(v.boolean(), DEFAULT_CHOICES.watchSuspected),
  theme: v.fallback(v.picklist(THEMES), DEFAULT_CHOICES.theme),
});

const choicesFrom = (record: unknown): Choices => {
  const result = v.safeParse(schema, record);
  return result.success ? result.output : DEFAULT_CHOICES;
};

/** Whatever a policy says. Rejects if the browser cannot read them. */
export async function readChoices(): Promise<Choices> {
  return choicesFrom((await browser.storage.local.get(KEY))[KEY]);
}

/** Changes the named parts and leaves the others; gives all. Rejects if the browser could not store it. */
export async function changeChoices(change: Partial<Choices>): Promise<Choices> {
  const choices = { ...(await readChoices()), ...change };
  await browser.storage.local.set({ [KEY]: choices });
  return choices;
}

/** Back to the defaults. */
export async function resetChoices(): Promise<void> {
  await browser.storage.local.remove(KEY);
}

/** Calls back when they changed, in any page. Returns the function that stops it. */
export function onChoices(listener: (choices: Choices) => void): () => void {
  const heard = (changes: Record<string, { newValue?: unknown }>): void => {
    const change = changes[KEY];
    if (change) listener(choicesFrom(change.newValue));
  };
  // Of this area only: storage.onChanged would report each snapshot of the session as well, whole.
  browser.storage.local.onChanged.addListener(heard);
  return () => browser.storage.local.onChanged.removeListener(heard);
}
