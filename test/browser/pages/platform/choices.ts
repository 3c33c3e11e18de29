import { type Choices, DEFAULT_CHOICES } from '../../../../src/model/settings.js';

const KEY = 'stage.settings';
const listeners = new Set<(choices: Choices) => void>();

export const stored = (): Choices => ({
  ...DEFAULT_CHOICES,
  ...JSON.parse(localStorage.getItem(KEY) ?? '{}'),
});

function tell(): void {
  for (const listener of listeners) listener(stored());
}

export const readChoices = (): Promise<Choices> => Promise.resolve(stored());

export function changeChoices(change: Partial<Choices>): Promise<Choices> {
  if (localStorage.getItem('stage.detail') === 'yes') return Promise.reject(new Error('QuotaExceededError'));
  localStorage.setItem(KEY, JSON.stringify({ ...stored(), ...change }));
  tell();
  return Promise.resolve(stored());
}

export function resetChoices(): Promise<void> {
  localStorage.removeItem(KEY);
  tell();
  return Promise.resolve();
}

export function onChoices(listener: (choices: Choices) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
