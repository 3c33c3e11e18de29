// The settings in force: the user's choices, in storage.local, and what an administrator set.
import * as v from 'valibot';
import { type InForce, inForce } from '../model/in-force.js';
import {
  type Choices,
  DEFAULT_CHOICES,
  KEEP_DAYS,
  MAX_HOSTS,
  type Settings,
  THEMES,
} from '../model/settings.js';
import { browser } from './browser.js';
import { onManagedPolicy, readManagedPolicy } from './managed-policy.js';

const KEY = 'settings';

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

/** What the user chose, whatever the policy says. Rejects if the browser cannot read it. */
export async function readChoices(): Promise<Choices> {
  return choicesFrom((await browser.storage.local.get(KEY))[KEY]);
}

/** Never rejects: a policy holds also where the user's choices cannot be read, and the defaults stand in for them. */
export async function readInForce(): Promise<InForce> {
  const [choices, reading] = await Promise.all([
    readChoices().catch(() => DEFAULT_CHOICES),
    readManagedPolicy(),
  ]);
  return inForce(choices, reading);
}

export const readSettings = async (): Promise<Settings> => (await readInForce()).settings;

/** Changes the named parts and leaves the others. Rejects if the browser could not store it. */
export async function writeChoices(change: Partial<Choices>): Promise<InForce> {
  const choices = { ...(await readChoices()), ...change };
  await browser.storage.local.set({ [KEY]: choices });
  return inForce(choices, await readManagedPolicy());
}

/** Back to the defaults. */
export async function resetChoices(): Promise<void> {
  await browser.storage.local.remove(KEY);
}

/** Calls back when they changed, in any page or by an administrator. Returns the function that stops it. */
export function onInForce(listener: (now: InForce) => void): () => void {
  // Of two changes in quick succession only the later reading counts.
  let changes = 0;
  const changed = async (): Promise<void> => {
    changes += 1;
    const mine = changes;
    const now = await readInForce();
    if (mine === changes) listener(now);
  };
  const chosen = (areas: Record<string, unknown>): void => {
    if (KEY in areas) void changed();
  };
  // Of this area only: storage.onChanged would report each snapshot of the session as well, whole.
  browser.storage.local.onChanged.addListener(chosen);
  const stop = onManagedPolicy(() => void changed());
  return () => {
    stop();
    browser.storage.local.onChanged.removeListener(chosen);
  };
}

export const onSettings = (listener: (settings: Settings) => void): (() => void) =>
  onInForce(({ settings }) => listener(settings));
