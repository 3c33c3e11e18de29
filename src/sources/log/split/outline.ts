import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  LINE_FEED,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from './ascii.js';
import { GOES_ON } from './value-end.js';
import { hasEscape, type Members, membersOf, Names, type WantedMembers, type WantedValue } from './wanted.js';

/** It is no JSON, or more than this reader understands. */
export const UNLIKE = -2;

/** Brackets within brackets that are followed. */
const MAX_DEPTH = 200;
/** Bytes of a text that are looked at one by one before the rest is searched. */
const NEAR = 256;

const NULL = [0x6e, 0x75, 0x6c, 0x6c];
const NAME = new Names([['name', true]], false);

/**
 * Finds the ends of JSON objects in one pass, and of their text what is wanted of them, as JSON again: one list of all objects since
 * `clear`. The rest never becomes a value. What is passed over has its brackets and texts closed as they were opened; nothing else of
 * it is checked.
 */
export class Outline {
  #wanted: Members;
  #bytes = new Uint8Array(0);
  #to = 0;
  #text = Uint8Array.of(OPEN_LIST);
  #length = 1;
  #named = false;

  constructor(wanted: WantedMembers) {
    this.#wanted = membersOf(wanted);
  }

  /** What is wanted of objects from now on. */
  want(wanted: WantedMembers): void {
    this.#wanted = membersOf(wanted);
  }

  /** The offset after the object that begins at `from`, GOES_ON, or UNLIKE, where nothing is added to the list. */
  add(bytes: Uint8Array<ArrayBuffer>, from: number, to: number): number {
    this.#bytes = bytes;
    this.#to = to;
    const length = this.#length;
    if (length > 1) this.#put(COMMA);
    const end = bytes[from] === OPEN_OBJECT ? this.#object(from, this.#wanted) : UNLIKE;
    if (end < 0) this.#length = length;
    return end;
  }

  /** Bytes of the list so far. */
  get length(): number {
    return this.#length;
  }

  /** The list. Valid until the next object is added. */
  get text(): Uint8Array<ArrayBuffer> {
    this.#put(CLOSE_LIST);
    return this.#text.subarray(0, this.#length--);
  }

  clear(): void {
    this.#length = 1;
  }

  /** Copies the wanted members of the object at `from`. The offset after it. */
  #object(from: number, wanted: Members): number {
    const bytes = this.#bytes;
    const to = this.#to;
    this.#put(OPEN_OBJECT);
    let any = false;
    let at = spaceEnd(bytes, from + 1, to);
    if (bytes[at] === CLOSE_OBJECT && at < to) return this.#close(at, CLOSE_OBJECT);
    for (;;) {
      const nameEnd = nameEndAt(bytes, at, to);
      if (nameEnd < 0) return nameEnd;
      const value = valueAfter(bytes, nameEnd, to);
      if (value < 0) return value;
      const one = wantedOf(wanted, bytes, at + 1, nameEnd - 1);
      if (one === undefined) at = valueEnd(bytes, value, to);
      else {
        if (any) this.#put(COMMA);
        any = true;
        this.#copy(at, nameEnd);
        this.#put(COLON);
        at = this.#value(value, one);
      }
      if (at < 0) return at;
      at = spaceEnd(bytes, at, to);
      if (at >= to) return GOES_ON;
      if (bytes[at] === CLOSE_OBJECT) return this.#close(at, CLOSE_OBJECT);
      if (bytes[at] !== COMMA) return UNLIKE;
      at = spaceEnd(bytes, at + 1, to);
    }
  }

  #value(from: number, wanted: WantedValue): number {
    if (typeof wanted === 'object') {
      if ('members' in wanted && this.#bytes[from] === OPEN_OBJECT) return this.#object(from, wanted.members);
      if ('named' in wanted && this.#bytes[from] === OPEN_LIST) return this.#list(from, wanted.named);
    }
    const end = valueEnd(this.#bytes, from, this.#to);
    if (end < 0) return end;
    if (wanted === 'presence') for (const byte of NULL) this.#put(byte);
    else this.#copy(from, end);
    return end;
  }

  /** Copies those objects of the list at `from` that have one of these names. The offset after the list. */
  #list(from: number, names: Names): number {
    const bytes = this.#bytes;
    const to = this.#to;
    this.#put(OPEN_LIST);
    let any = false;
    let at = spaceEnd(bytes, from + 1, to);
    if (bytes[at] === CLOSE_LIST && at < to) return this.#close(at, CLOSE_LIST);
    for (;;) {
      if (at >= to) return GOES_ON;
      const isObject = bytes[at] === OPEN_OBJECT;
      const end = isObject ? this.#namedEnd(at, names) : valueEnd(bytes, at, to);
      if (end < 0) return end;
      if (isObject && this.#named) {
        if (any) this.#put(COMMA);
        any = true;
        this.#copy(at, end);
      }
      at = spaceEnd(bytes, end, to);
      if (at >= to) return GOES_ON;
      if (bytes[at] === CLOSE_LIST) return this.#close(at, CLOSE_LIST);
      if (bytes[at] !== COMMA) return UNLIKE;
      at = spaceEnd(bytes, at + 1, to);
    }
  }

  /** The offset after the object at `from`, of which `#named` says whether its `name` is one of these, or may be. */
  #namedEnd(from: number, names: Names): number {
    const bytes = this.#bytes;
    const to = this.#to;
    this.#named = false;
    let at = spaceEnd(bytes, from + 1, to);
    if (bytes[at] === CLOSE_OBJECT && at < to) return at + 1;
    for (;;) {
      const nameEnd = nameEndAt(bytes, at, to);
      if (nameEnd < 0) return nameEnd;
      const value = valueAfter(bytes, nameEnd, to);
      if (value < 0) return value;
      const end = valueEnd(bytes, value, to);
      if (end < 0) return end;
      if (NAME.of(bytes, at + 1, nameEnd - 1) || hasEscape(bytes, at + 1, nameEnd - 1)) {
        this.#named ||= names.of(bytes, value + 1, end - 1) === true || hasEscape(bytes, value, end);
      }
      at = spaceEnd(bytes, end, to);
      if (at >= to) return GOES_ON;
      if (bytes[at] === CLOSE_OBJECT) return at + 1;
      if (bytes[at] !== COMMA) return UNLIKE;
      at = spaceEnd(bytes, at + 1, to);
    }
  }

  #close(at: number, bracket: number): number {
    this.#put(bracket);
    return at + 1;
  }

  #put(byte: number): void {
    if (this.#length === this.#text.length) this.#grow(1);
    this.#text[this.#length++] = byte;
  }

  #copy(from: number, to: number): void {
    if (this.#length + to - from > this.#text.length) this.#grow(to - from);
    const [bytes, text] = [this.#bytes, this.#text];
    let length = this.#length;
    for (let at = from; at < to; at++) text[length++] = bytes[at] ?? 0;
    this.#length = length;
  }

  #grow(by: number): void {
    const text = new Uint8Array((this.#length + by) * 2);
    text.set(this.#text.subarray(0, this.#length));
    this.#text = text;
  }
}

const wantedOf = (wanted: Members, bytes: Uint8Array, from: number, to: number): WantedValue | undefined =>
  wanted.of(bytes, from, to) ?? (hasEscape(bytes, from, to) ? 'value' : undefined);

/** The offset after the name of a member. */
function nameEndAt(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to) return GOES_ON;
  return bytes[from] === QUOTE ? textEnd(bytes, from + 1, to) : UNLIKE;
}

/** The offset of the value after a name. */
function valueAfter(bytes: Uint8Array, nameEnd: number, to: number): number {
  const colon = spaceEnd(bytes, nameEnd, to);
  if (colon >= to) return GOES_ON;
  if (bytes[colon] !== COLON) return UNLIKE;
  const value = spaceEnd(bytes, colon + 1, to);
  return value < to ? value : GOES_ON;
}

/** No other character up to this one stands between JSON's values. */
const SPACE = 0x20;

function spaceEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] ?? 0xff) <= SPACE) at++;
  return at;
}

function valueEnd(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to) return GOES_ON;
  const byte = bytes[from];
  if (byte === QUOTE) return textEnd(bytes, from + 1, to);
  if (byte === OPEN_OBJECT || byte === OPEN_LIST) return bracketsEnd(bytes, from, to);
  let at = from;
  while (at < to && IN_WORD[bytes[at] ?? 0] === 1) at++;
  if (at === to) return GOES_ON;
  return at === from ? UNLIKE : at;
}

/** The offset after the text whose first character stands at `from`. */
function textEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  for (;;) {
    let most = Math.min(to, at + NEAR);
    while (at < most) {
      const byte = bytes[at] ?? 0;
      // Most bytes of most texts are none of the three.
      if (byte > QUOTE && byte !== BACKSLASH) at++;
      else if (byte === QUOTE) return at + 1;
      else if (byte === BACKSLASH) {
        at += 2;
        most = Math.min(to, at + NEAR);
      } else if (byte === LINE_FEED) return UNLIKE;
      else at++;
    }
    if (at >= to) return GOES_ON;
    // Nothing that matters for a while: it is a long text, and the engine's own search is faster.
    const quote = bytes.indexOf(QUOTE, at);
    if (quote < 0 || quote >= to) return GOES_ON;
    if (bytes.subarray(at, quote).includes(LINE_FEED)) return UNLIKE;
    let before = quote;
    while (before > at && bytes[before - 1] === BACKSLASH) before--;
    if ((quote - before) % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** By byte: 1 for what a number, `true`, `false` and `null` consist of (RFC 8259 sections 3 and 6). */
const IN_WORD = new Uint8Array(256);
for (const char of '0123456789+-.eEtrufalsn') IN_WORD[char.charCodeAt(0)] = 1;

/** By depth: the bracket that closes what was opened there. */
const closing = new Uint8Array(MAX_DEPTH);

/** The offset after the object or list at `from`. */
function bracketsEnd(bytes: Uint8Array, from: number, to: number): number {
  let depth = 0;
  let at = from;
  for (;;) {
    let byte = SPACE;
    while (at < to) {
      byte = bytes[at] ?? 0;
      // The brackets of both kinds differ by one bit.
      if (
        byte !== SPACE &&
        (byte === QUOTE || (byte | SPACE) === OPEN_OBJECT || (byte | SPACE) === CLOSE_OBJECT)
      )
        break;
      at++;
    }
    if (at >= to) return GOES_ON;
    if (byte === QUOTE) {
      at = textEnd(bytes, at + 1, to);
      if (at < 0) return at;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (depth === MAX_DEPTH) return UNLIKE;
      closing[depth++] = byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST;
      at++;
    } else {
      if (closing[--depth] !== byte) return UNLIKE;
      at++;
      if (depth === 0) return at;
    }
  }
}
