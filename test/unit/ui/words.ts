import messages from '../../../public/_locales/en/messages.json';

const english: Readonly<Record<string, { readonly message: string } | undefined>> = messages;

/** Stands in for src/platform/i18n.ts: the English messages as both browsers give them, or a locale of the test's own. */
export const words = {
  language: 'en',
  /** Messages that a test puts in the place of the English ones. */
  own: new Map<string, string>(),
};

/** They are there from the start. */
export const loadWords = (): Promise<void> => Promise.resolve();

export const uiLanguage = (): string => words.language;

export function getMessage(key: string, args: readonly string[] = []): string {
  const message = words.own.get(key) ?? english[key]?.message ?? '';
  return message.replace(/\$(\$|[1-9])/g, (_, sign: string) =>
    sign === '$' ? '$' : (args[Number(sign) - 1] ?? ''),
  );
}
