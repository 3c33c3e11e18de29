/** Characters of one value that a report shows. */
const MAX_VALUE = 500;

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A value from the network on one line: what cannot be seen, or would move other text, shows as U+FFFD. */
export function visible(value: string): string {
  const shown = value.slice(0, MAX_VALUE).replace(HIDDEN, '\ufffd');
  return value.length > MAX_VALUE ? `${shown}…` : shown;
}
