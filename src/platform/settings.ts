// The settings in force: the user's choices and what an administrator set.
import { type InForce, inForce } from '../model/in-force.js';
import { type Choices, DEFAULT_CHOICES, type Settings } from '../model/settings.js';
import { changeChoices, onChoices, readChoices } from './choices.js';
import { onManagedPolicy, readManagedPolicy } from './managed-policy.js';

/** Never rejects: a policy holds also where the user's choices cannot be read, and the defaults stand in for them. */
export async function readInForce(): Promise<InForce> {
  const [choices, reading] = await Promise.all([
    readChoices().catch(() => DEFAULT_CHOICES),
    readManagedPolicy(),
  ]);
  return inForce(choices, reading);
}

export const readSettings = async (): Promise<Settings> => (await readInForce()).settings;

/** Changes the user's choices; those of a policy stay above them. Rejects if the browser could not store it. */
export const writeChoices = async (change: Partial<Choices>): Promise<InForce> =>
  inForce(await changeChoices(change), await readManagedPolicy());

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
  const stops = [onChoices(() => void changed()), onManagedPolicy(() => void changed())];
  return () => {
    for (const stop of stops) stop();
  };
}

export const onSettings = (listener: (settings: Settings) => void): (() => void) =>
  onInForce(({ settings }) => listener(settings));
