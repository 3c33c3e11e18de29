import * as v from 'valibot';

/**
 * A fact that the browser may or may not give. An empty field in the product always says why it is empty,
 * so the reason travels with the absence.
 */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: Absence };

/** Why a fact is not there. Each has a sentence of its own in the locale files (`absence_<name>`). */
export const ABSENCES = [
  /** This browser offers the fact to no extension. */
  'not_offered',
  /** This browser offers it only for documents, not for this type of request. */
  'not_for_this_type',
  /** The browser has it behind a flag that is off. */
  'flag_off',
  /** The extension does not hold the permission it would take. */
  'no_permission',
  /** The browser kept the response from the page (CORS, ORB), and its body from everyone. */
  'blocked',
  /** The page was gone, or replaced, before it could be read. */
  'page_gone',
  /** The browser shows no text of it: a download, a picture, an encoding that it cannot read. */
  'not_shown',
  /** The response came before Missent watched, and the page does not say it. */
  'before_watch',
  /** The request failed before there was a response. */
  'no_response',
  /** The browser kept the 421 to itself and shows only what its retry brought. */
  'hidden',
  /** Asked for, not answered yet. */
  'pending',
  /** The connection is not encrypted. */
  'no_tls',
  /** Read from a log file that does not hold it. */
  'not_in_log',
  /** The text that the user pasted does not have it. */
  'not_in_text',
  /** The browser refused or failed without a reason that fits the others. */
  'failed',
] as const;
export type Absence = (typeof ABSENCES)[number];

/** A fact as it is stored; `value`: the schema of what is known. */
export const knownOf = <Schema extends v.GenericSchema>(value: Schema) =>
  v.union([
    v.object({ known: v.literal(true), value }),
    v.object({ known: v.literal(false), why: v.picklist(ABSENCES) }),
  ]);

export const known = <T>(value: T): Known<T> => ({ known: true, value });
export const unknown = (why: Absence): Known<never> => ({ known: false, why });
export const knownValue = <T>(fact: Known<T>): T | undefined => (fact.known ? fact.value : undefined);
