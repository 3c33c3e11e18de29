// The machines that saw an incident, by the labels that the exporters of their files chose.
import * as v from 'valibot';
import { count, type Stored, text, time } from './stored.js';

/** What one machine saw of an incident. */
export const sourceSchema = v.object({
  /** As the exporter chose it; OWN for this browser. */
  label: text,
  count: count,
  /** ms since the epoch */
  firstSeen: time,
  lastSeen: time,
});
export type Source = Stored<typeof sourceSchema>;

/** The label of what this browser saw itself. */
export const OWN = '';
/** Characters of a label. */
export const MAX_LABEL = 60;
/** Sources of one incident; of more, those that were seen last. */
export const MAX_SOURCES = 200;

/** Control characters, and those that change the direction of text (Unicode, UAX #9). */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A label as it may be stored: one line, no longer than MAX_LABEL. Empty: none was chosen. */
export const labelOf = (written: string): string =>
  [...written.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim()].slice(0, MAX_LABEL).join('').trim();
