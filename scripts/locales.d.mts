export const LANGUAGES: readonly string[];
export function writeLocales(): void;
