// The messages as they ship. What the browser itself and the background say stays in _locales, in the browser's own form.
// The rest, which only pages say, is one text file a language under words/, without keys: those stand once, in
// words/keys.txt, in the same order. In the browser's form the keys of seven languages were a third of it, and Chrome
// reads and sends over all of it before a page can say its first word.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

type Messages = Readonly<Record<string, { readonly message: string }>>;

export interface WordsParts {
  /** Folder of the messages in the browser's form, a folder for each language. */
  readonly locales: string;
  /** The messages.json files whose messages stay in _locales. */
  readonly kept: readonly string[];
}

const messagesIn = (file: string): Messages => JSON.parse(readFileSync(file, 'utf8'));

/** Splits what public/_locales holds. Throws where a message has more than one line, for a line is what they are divided by. */
export function wordsApart({ locales, kept: files }: WordsParts): Plugin {
  return {
    name: 'missent:words-apart',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const kept = new Set(files.flatMap(keysOf));
        const languages = readdirSync(locales).toSorted();
        const all = languages.map((language): [string, Messages] => [
          language,
          messagesIn(path.join(locales, language, 'messages.json')),
        ]);
        const keys = [...new Set(all.flatMap(([, messages]) => Object.keys(messages)))].filter(
          (key) => !kept.has(key),
        );
        const emit = (fileName: string, source: string): void => {
          delete bundle[fileName];
          this.emitFile({ type: 'asset', fileName, source });
        };
        emit('words/keys.txt', keys.join('\n'));
        for (const [language, messages] of all) {
          const stays = Object.entries(messages).filter(([key]) => kept.has(key));
          emit(`_locales/${language}/messages.json`, JSON.stringify(Object.fromEntries(stays)));
          const lines = keys.map((key) => messages[key]?.message ?? '');
          const broken = keys.find((_, index) => lines[index]?.includes('\n'));
          if (broken !== undefined) this.error(`${language}: ${broken} has more than one line`);
          emit(`words/${messages.ui_language?.message}.txt`, lines.join('\n'));
        }
      },
    },
  };
}

const keysOf = (file: string): string[] => Object.keys(JSON.parse(readFileSync(file, 'utf8')));
