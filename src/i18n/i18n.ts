import type { MessageKey, Text } from '../model/text.js';
import { getMessage, uiLanguage } from '../platform/i18n.js';

export { loadWords } from '../platform/i18n.js';

/** Messages that come in the forms of a plural: `base_one`, `base_other` (and more where a language has more). */
export type PluralBase = BaseOf<MessageKey>;

/** Distributes over the keys, which an inferred type would not do. */
type BaseOf<Key> = Key extends `${infer Base}_one`
  ? `${Base}_other` extends MessageKey
    ? Base
    : never
  : never;

/** The message in the language of the loaded locale. Never empty: a missing message shows its name. */
export function t(message: Text | MessageKey, ...args: readonly string[]): string {
  if (typeof message === 'string') return getMessage(message, args) || message;
  return getMessage(message.key, message.args ?? []) || message.key;
}

/** The language that the messages are written in, which is not the browser's where it has no locale of ours. */
export const messageLanguage = (): string => t('ui_language');

export const messageDirection = (): 'ltr' | 'rtl' => (t('ui_direction') === 'rtl' ? 'rtl' : 'ltr');

const primary = (tag: string): string => tag.split('-')[0] ?? tag;

/** For dates and numbers: the browser's own variety (en-GB) if it is one of the messages' language, else theirs. */
const formatLanguage = (): string =>
  primary(uiLanguage()) === primary(messageLanguage()) ? uiLanguage() : messageLanguage();

/** A formatter costs far more to make than to use, and lists need many: it is made once for a language. */
function perLanguage<Formatter>(make: (language: string) => Formatter): (language: string) => Formatter {
  const made = new Map<string, Formatter>();
  return (language) => {
    const formatter = made.get(language) ?? make(language);
    made.set(language, formatter);
    return formatter;
  };
}

const pluralRules = perLanguage((language) => new Intl.PluralRules(language));
const numbers = perLanguage((language) => new Intl.NumberFormat(language));
const moments = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }),
);
const dates = perLanguage((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }));
const times = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { weekday: 'short', hour: 'numeric', minute: '2-digit' }),
);
const stretches = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
);
const spans = perLanguage(
  (language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }),
);
const lists = perLanguage((language) => new Intl.ListFormat(language, { type: 'conjunction' }));

/** The message in the form that `count` takes in the language (CLDR plural categories); `$1` is the count. */
export function plural(base: PluralBase, count: number, ...args: readonly string[]): string {
  const all = [formatNumber(count), ...args];
  const form = pluralRules(messageLanguage()).select(count);
  // A category that the locale did not write (`many` of a million in French) falls back to `other`.
  return getMessage(`${base}_${form}`, all) || getMessage(`${base}_other`, all) || base;
}

export const formatNumber = (value: number): string => numbers(formatLanguage()).format(value);

/** Date and time of day in the user's time zone; `time` in ms since the epoch. */
export const formatMoment = (time: number): string => moments(formatLanguage()).format(time);

export const formatDate = (time: number): string => dates(formatLanguage()).format(time);

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long before `now` a time is, in its largest whole unit: `2 hr. ago`, `now`. Both in ms since the epoch. */
export function formatAgo(time: number, now: number): string {
  const ago = Math.max(0, now - time);
  const [unit, ms] = UNITS.find(([, size]) => ago >= size) ?? (['second', Number.POSITIVE_INFINITY] as const);
  return spans(formatLanguage()).format(-Math.floor(ago / ms), unit);
}

/** Weekday and time of day, for stretches of less than a day. */
export const formatTimeOfDay = (time: number): string => times(formatLanguage()).format(time);

/** Two days and what lies between: `23–29 Nov 2026`. */
export const formatDays = (from: number, to: number): string => dates(formatLanguage()).formatRange(from, to);

/** Two moments and what lies between: days where they are whole ones, else with the time of day. */
export const formatStretch = (from: number, to: number): string =>
  (isDayStart(from) && isDayStart(to + 1) ? dates : stretches)(formatLanguage()).formatRange(from, to);

const isDayStart = (time: number): boolean => new Date(time).setHours(0, 0, 0, 0) === time;

/** Items as one text, joined as the language does: `a, b and c`. */
export const formatList = (items: readonly string[]): string => lists(formatLanguage()).format(items);
