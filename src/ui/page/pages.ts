/** The extension's pages that stand in tabs of their own, as addresses inside the extension. */
export const PAGES = {
  history: '/src/pages/history/index.html',
  learn: '/src/pages/learn/index.html',
  options: '/src/pages/options/index.html',
  welcome: '/src/pages/welcome/index.html',
} as const;

export type PageName = keyof typeof PAGES;

/** The full view of one incident. */
export const incidentAddress = (id: string): string => `${PAGES.history}?${new URLSearchParams({ id })}`;
