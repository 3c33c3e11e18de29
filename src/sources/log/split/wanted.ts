import { asciiBytes, BACKSLASH, startsWith } from './ascii.js';

/** What is wanted of a JSON object, by the names of its members. */
export interface WantedMembers {
  readonly [name: string]: Wanted;
}

/** What is wanted of one member. A value that is not of the kind that is expected comes whole. */
export type Wanted =
  | 'value'
  /** That it is there: its value becomes `null`. */
  | 'presence'
  /** Of an object, some members. */
  | { readonly members: WantedMembers }
  /** Of a list of objects, those whose `name` is one of these, in whatever case. */
  | { readonly named: readonly string[] };

/** The same, to be looked up by bytes. */
export type WantedValue = 'value' | 'presence' | { readonly members: Members } | { readonly named: Names };

/** Names, found by their bytes; in whatever case where `folded`. */
export class Names<Of = true> {
  readonly #folded: boolean;
  readonly #byLength: { readonly name: Uint8Array; readonly of: Of }[][] = [];

  constructor(names: Iterable<readonly [name: string, of: Of]>, folded: boolean) {
    this.#folded = folded;
    for (const [text, of] of names) {
      const name = asciiBytes(text);
      const alike = this.#byLength[name.length] ?? [];
      alike.push({ name, of });
      this.#byLength[name.length] = alike;
    }
  }

  /** What belongs to the name in these bytes, which stand between quotes. */
  of(bytes: Uint8Array, from: number, to: number): Of | undefined {
    const alike = this.#byLength[to - from];
    if (alike === undefined) return undefined;
    for (let at = 0; at < alike.length; at++) {
      const one = alike[at];
      if (one === undefined) break;
      if (this.#folded ? startsFolded(bytes, from, one.name) : startsWith(bytes, from, one.name))
        return one.of;
    }
    return undefined;
  }
}

/** It takes more for alike than letters, so that a name too many may be found, and none is missed. */
function startsFolded(bytes: Uint8Array, start: number, name: Uint8Array): boolean {
  for (let at = 0; at < name.length; at++) {
    if (((bytes[start + at] ?? 0) | 0x20) !== ((name[at] ?? 0) | 0x20)) return false;
  }
  return true;
}

export type Members = Names<WantedValue>;

export const membersOf = (wanted: WantedMembers): Members =>
  new Names(
    Object.entries(wanted).map(([name, one]) => [name, wantedValue(one)]),
    false,
  );

function wantedValue(wanted: Wanted): WantedValue {
  if (typeof wanted === 'string') return wanted;
  return 'members' in wanted
    ? { members: membersOf(wanted.members) }
    : {
        named: new Names(
          wanted.named.map((name) => [name, true]),
          true,
        ),
      };
}

/** An escape in a name may stand for any character. */
export function hasEscape(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}
