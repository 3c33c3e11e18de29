import { afterEach, describe, expect, it, vi } from 'vitest';
import { phrasesOf } from '../../../src/i18n/phrases.js';

const language = vi.hoisted(() => ({ now: 'ja' }));
vi.mock('../../../src/i18n/i18n.js', () => ({ messageLanguage: () => language.now }));

const HEADLINE = '原因ははっきりしません（可能性のある原因は 4 個）。';

afterEach(() => {
  language.now = 'ja';
});

describe('the phrases of a Japanese headline', () => {
  it('are the headline, with no word cut, and no particle or mark at the beginning of one', () => {
    const phrases = phrasesOf(HEADLINE);
    expect(phrases.join('')).toBe(HEADLINE);
    expect(phrases.length).toBeGreaterThan(2);
    expect(phrasesOf('問題なさそうです')).toHaveLength(1);
    expect(phrases.some((phrase) => phrase.includes('はっきり'))).toBe(true);
    for (const phrase of phrases.slice(1)) expect(phrase).not.toMatch(/^[をの。、）]/u);
    for (const phrase of phrases) expect(phrase).not.toMatch(/（$/u);
  });

  it('keep a name whole, with the particle after it and the bracket before it', () => {
    expect(phrasesOf('サーバー\ue0000\ue001が応答（\ue0001\ue001）')).toEqual([
      'サーバー',
      '\ue0000\ue001が',
      '応答',
      '（\ue0001\ue001）',
    ]);
  });

  it('cut no word of katakana, which the engine takes for several', () => {
    expect(phrasesOf('ロードバランサー')).toEqual(['ロードバランサー']);
    expect(phrasesOf('プロキシ、VPN、検査')).toEqual(['プロキシ、', 'VPN、', '検査']);
  });

  it('are not looked for in another language', () => {
    language.now = 'en';
    expect(phrasesOf(HEADLINE)).toEqual([HEADLINE]);
  });
});
