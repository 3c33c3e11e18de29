/** The tab that `?tab=ID` names; undefined without one. */
export function tabOfAddress(search: string): number | undefined {
  const named = new URLSearchParams(search).get('tab');
  return named !== null && /^\d{1,10}$/.test(named) ? Number(named) : undefined;
}

/** This page for one tab, to be opened in a tab of its own. */
export const addressForTab = (page: string, tabId: number): string => {
  const url = new URL(page);
  url.search = `?tab=${tabId}`;
  return url.href;
};
