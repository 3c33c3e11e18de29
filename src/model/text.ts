// Type only, erased by the build: it makes a missing or misspelt message a type error everywhere.
import type messages from '../../public/_locales/en/messages.json';

/** The name of a message in public/_locales. */
export type MessageKey = keyof typeof messages;

/**
 * A text for a person, not yet in a language: the message's name and what goes into its `$1`, `$2` ...
 * Arguments are data (host names, product names); they are put in as text, never as markup.
 */
export interface Text {
  readonly key: MessageKey;
  readonly args?: readonly string[];
}

export const text = (key: MessageKey, ...args: readonly string[]): Text =>
  args.length === 0 ? { key } : { key, args };
