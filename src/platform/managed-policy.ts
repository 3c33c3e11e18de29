// What an administrator set for this browser: storage.managed.
import { NO_POLICY, type PolicyReading, readPolicy } from '../model/policy.js';
import { browser } from './browser.js';
import { target } from './target.js';

/**
 * The policy as the browser knows it now. Where Missent is fresh in the profile, Chrome knows none for some seconds after
 * its own start (measured with 156: 2 s, on a busy machine a minute), and reports a change when it does. Never rejects: Firefox refuses where none is set.
 */
export const readManagedPolicy = (): Promise<PolicyReading> =>
  browser.storage.managed.get().then(readPolicy, () => NO_POLICY);

/** Calls back when it changed, which Firefox never reports (153). Returns the function that stops it. */
export function onManagedPolicy(listener: () => void): () => void {
  browser.storage.managed.onChanged.addListener(listener);
  return () => browser.storage.managed.onChanged.removeListener(listener);
}

/** ms that Chrome has, at its own start, to say what the policy is. */
const PATIENCE_MS = 10_000;

/**
 * The policy for what happens once, after the installation. Where an administrator installed Missent, Chrome is given time
 * to know it. Nobody waits then; a person who installed it does.
 */
export async function firstPolicy(): Promise<PolicyReading> {
  const reading = await readManagedPolicy();
  if (target === 'firefox' || Object.keys(reading.policy).length > 0) return reading;
  const { installType } = await browser.management.getSelf();
  if (installType !== 'admin') return reading;
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      stop();
      clearTimeout(late);
      resolve();
    };
    const stop = onManagedPolicy(settle);
    const late = setTimeout(settle, PATIENCE_MS);
  });
  return readManagedPolicy();
}
