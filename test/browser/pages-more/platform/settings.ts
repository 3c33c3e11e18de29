import { type InForce, inForce } from '../../../../src/model/in-force.js';
import { readPolicy } from '../../../../src/model/policy.js';
import { type Choices, DEFAULT_CHOICES, type Settings } from '../../../../src/model/settings.js';

const KEY = 'stage.settings';
const listeners = new Set<(now: InForce) => void>();

const stored = (): Choices => ({ ...DEFAULT_CHOICES, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') });

/** The policy is what the test says, read as one of a browser is. */
const now = (): InForce =>
  inForce(stored(), readPolicy(JSON.parse(localStorage.getItem('stage.policy') ?? 'null')));

function tell(): void {
  for (const listener of listeners) listener(now());
}

export const readChoices = (): Promise<Choices> => Promise.resolve(stored());

export const readInForce = (): Promise<InForce> => Promise.resolve(now());

export const readSettings = (): Promise<Settings> => Promise.resolve(now().settings);

export function writeChoices(change: Partial<Choices>): Promise<InForce> {
  if (localStorage.getItem('stage.detail') === 'yes') return Promise.reject(new Error('QuotaExceededError'));
  localStorage.setItem(KEY, JSON.stringify({ ...stored(), ...change }));
  tell();
  return Promise.resolve(now());
}

export function resetChoices(): Promise<void> {
  localStorage.removeItem(KEY);
  tell();
  return Promise.resolve();
}

export const onSettings = (listener: (settings: Settings) => void): (() => void) =>
  onInForce(({ settings }) => listener(settings));

export function onInForce(listener: (now: InForce) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
