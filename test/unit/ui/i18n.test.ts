import { afterEach, describe, expect, it, vi } from 'vitest';
import { words } from './words.js';

vi.mock('../../../src/platform/i18n.js', () => import('./words.js'));

const { formatDate, formatNumber, formatStretch, plural, t } = await import('../../../src/i18n/i18n.js');

afterEach(() => {
  words.language = 'en';
  words.own.clear();
});

describe('t', () => {
  it('fills arguments in, from a text and from a name', () => {
    expect(t({ key: 'ui_certificate_issuer', args: ['Example CA'] })).toBe('Issued by Example CA');
    expect(t('ui_certificate_issuer', 'Example CA')).toBe('Issued by Example CA');
  });

  it('takes arguments as they are, also those that look like placeholders', () => {
    expect(t('ui_certificate_issuer', '$1 $$ <b>')).toBe('Issued by $1 $$ <b>');
  });
});

describe('plural', () => {
  it('chooses the form by the language of the messages', () => {
    expect(plural('popup_group_hosts', 1)).toBe('1 host');
    expect(plural('popup_group_hosts', 2)).toBe('2 hosts');
    // French counts 0 as one.
    words.own.set('ui_language', 'fr');
    words.own.set('popup_group_hosts_one', '$1 hôte');
    words.own.set('popup_group_hosts_other', '$1 hôtes');
    expect(plural('popup_group_hosts', 0)).toBe('0 hôte');
    expect(plural('popup_group_hosts', 2)).toBe('2 hôtes');
  });

  it('falls back to the general form where a language wrote no other', () => {
    words.own.set('ui_language', 'pl');
    // Polish: 3 is `few`.
    expect(plural('popup_group_hosts', 3)).toBe('3 hosts');
  });
});

describe('numbers and dates', () => {
  const noon = Date.UTC(2026, 10, 23, 12);

  it('follow the browser in its variety of the messages’ language', () => {
    words.language = 'en-GB';
    expect(formatDate(noon)).toBe('23 Nov 2026');
    words.language = 'en-US';
    expect(formatDate(noon)).toBe('Nov 23, 2026');
  });

  it('follow the messages where the browser speaks a language that has none', () => {
    words.language = 'fi';
    expect(formatNumber(12_345)).toBe('12,345');
  });

  it('name a stretch by its days where they are whole ones, else by its times', () => {
    words.language = 'en-GB';
    const [start, next, later] = [23, 24, 30].map((day) => new Date(2026, 10, day).getTime());
    expect(formatStretch(start ?? 0, (next ?? 0) - 1)).toBe('23 Nov 2026');
    expect(formatStretch(start ?? 0, (later ?? 0) - 1)).toMatch(/^23\s?–\s?29 Nov 2026$/);
    expect(formatStretch(start ?? 0, (start ?? 0) + 3_600_000 - 1)).toMatch(
      /^23 Nov 2026, 0?0:00\s?–\s?0?0:59$/,
    );
  });
});
