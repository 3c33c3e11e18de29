import { DEFAULT_SETTINGS, type Settings } from '../../../../src/model/settings.js';

const KEY = 'stage.settings';
const listeners = new Set<(settings: Settings) => void>();

const stored = (): Settings => ({ ...DEFAULT_SETTINGS, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') });

function tell(): void {
  for (const listener of listeners) listener(stored());
}

export const readSettings = (): Promise<Settings> => Promise.resolve(stored());

export function writeSettings(change: Partial<Settings>): Promise<Settings> {
  if (localStorage.getItem('stage.detail') === 'yes') return Promise.reject(new Error('QuotaExceededError'));
  localStorage.setItem(KEY, JSON.stringify({ ...stored(), ...change }));
  tell();
  return Promise.resolve(stored());
}

export function resetSettings(): Promise<void> {
  localStorage.removeItem(KEY);
  tell();
  return Promise.resolve();
}

export function onSettings(listener: (settings: Settings) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
