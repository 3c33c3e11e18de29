// Where things stand in a JSON text. JSON.parse does not say it, and its messages differ between browsers.

/** `at`: characters from the beginning of the text. */
export type Places =
  /** Where each element of the list begins. */
  | { readonly valid: true; readonly elements: readonly number[] }
  /** The first character that does not fit; the text's length where it ends too early. */
  | { readonly valid: false; readonly at: number };

/**
 * Walks a text by the grammar of RFC 8259, and finds where the elements of the list `name` of the outermost object
 * begin. In linear time and without recursion, however deep the text is nested.
 */
export const jsonPlaces = (text: string, name: string): Places => new Walk(text, name).places();

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const SPACE = new Set([' ', '\t', '\n', '\r']);
const ESCAPED = new Set(['"', '\\', '/', 'b', 'f', 'n', 'r', 't']);
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = ['true', 'false', 'null'] as const;

class Walk {
  readonly #text: string;
  readonly #name: string;
  readonly #open: ('{' | '[')[] = [];
  readonly #elements: number[] = [];
  #expected: Expected = 'value';
  /** The key of the outermost object whose value is under way. */
  #key = '';
  #at = 0;

  constructor(text: string, name: string) {
    this.#text = text;
    this.#name = name;
  }

  places(): Places {
    for (;;) {
      while (SPACE.has(this.#text.charAt(this.#at))) this.#at += 1;
      const next = this.#text.charAt(this.#at);
      if (next === '') {
        return this.#expected === 'nothing'
          ? { valid: true, elements: this.#elements }
          : { valid: false, at: this.#at };
      }
      if (!this.#take(next)) return { valid: false, at: this.#at };
    }
  }

  /** Takes what begins with this character; false, and stands at the fault, where it does not fit. */
  #take(next: string): boolean {
    switch (this.#expected) {
      case 'nothing':
        return false;
      case 'colon':
        this.#expected = 'value';
        return next === ':' && this.#step();
      case 'comma-or-end':
        if (next !== ',') return this.#close(next);
        this.#expected = this.#open.at(-1) === '{' ? 'key' : 'value';
        return this.#step();
      case 'key-or-end':
        return next === '}' ? this.#close(next) : this.#takeKey(next);
      case 'key':
        return this.#takeKey(next);
      case 'value-or-end':
        return next === ']' ? this.#close(next) : this.#takeValue(next);
      case 'value':
        return this.#takeValue(next);
    }
  }

  #step(): true {
    this.#at += 1;
    return true;
  }

  #close(next: string): boolean {
    if (next !== (this.#open.at(-1) === '{' ? '}' : ']')) return false;
    this.#open.pop();
    this.#ended();
    return this.#step();
  }

  /** A value came to its end. */
  #ended(): void {
    this.#expected = this.#open.length === 0 ? 'nothing' : 'comma-or-end';
  }

  #takeKey(next: string): boolean {
    const from = this.#at + 1;
    if (next !== '"' || !this.#takeString()) return false;
    if (this.#open.length === 1) this.#key = this.#text.slice(from, this.#at - 1);
    this.#expected = 'colon';
    return true;
  }

  #takeValue(next: string): boolean {
    const [outer, inner] = this.#open;
    if (this.#open.length === 2 && outer === '{' && inner === '[' && this.#key === this.#name) {
      this.#elements.push(this.#at);
    }
    if (next === '{' || next === '[') {
      this.#open.push(next);
      this.#expected = next === '{' ? 'key-or-end' : 'value-or-end';
      return this.#step();
    }
    const taken = next === '"' ? this.#takeString() : this.#takePlain();
    if (taken) this.#ended();
    return taken;
  }

  /** A number, true, false or null. */
  #takePlain(): boolean {
    NUMBER.lastIndex = this.#at;
    const plain = NUMBER.exec(this.#text)?.[0] ?? WORDS.find((word) => this.#text.startsWith(word, this.#at));
    this.#at += plain?.length ?? 0;
    return plain !== undefined;
  }

  #takeString(): boolean {
    while (this.#at < this.#text.length) {
      this.#at += 1;
      const character = this.#text.charAt(this.#at);
      if (character === '"') return this.#step();
      if (character < ' ') return false;
      if (character === '\\' && !this.#takeEscape()) return false;
    }
    return false;
  }

  #takeEscape(): boolean {
    this.#at += 1;
    if (ESCAPED.has(this.#text.charAt(this.#at))) return true;
    const hex = this.#text.slice(this.#at, this.#at + 5);
    if (!/^u[0-9a-fA-F]{4}$/.test(hex)) return false;
    this.#at += 4;
    return true;
  }
}

/** Line and column of a place, both from 1. */
export function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) {
    line += 1;
    lineStart = next + 1;
  }
  return { line, column: at - lineStart + 1 };
}
