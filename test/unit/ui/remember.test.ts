import { afterEach, describe, expect, it, vi } from 'vitest';
import { remembered } from '../../../src/ui/remember.js';

const CHOICES = ['visitor', 'operator'] as const;

const storageWith = (stored: Readonly<Record<string, string>>): Map<string, string> => {
  const kept = new Map(Object.entries(stored));
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  return kept;
};

afterEach(() => vi.unstubAllGlobals());

describe('remembered', () => {
  it('takes up the last choice and keeps the next one', () => {
    const kept = storageWith({ 'missent.reader': 'operator' });
    const { choice, choose } = remembered('reader', CHOICES, 'visitor');
    expect(choice.value).toBe('operator');
    choose('visitor');
    expect(choice.value).toBe('visitor');
    expect(kept.get('missent.reader')).toBe('visitor');
  });

  it('does not take up what is no choice', () => {
    storageWith({ 'missent.reader': 'constructor' });
    expect(remembered('reader', CHOICES, 'visitor').choice.value).toBe('visitor');
  });

  it('lives as long as the page where storage is refused', () => {
    const refuse = (): never => {
      throw new Error('SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
    const { choice, choose } = remembered('reader', CHOICES, 'visitor');
    choose('operator');
    expect(choice.value).toBe('operator');
  });
});
