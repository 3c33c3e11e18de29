// A script of its own that the popup's page runs before its others are there: it asks for what they wait for first, so that
// a stopped background starts, a running one thinks, and files are read, while the page's scripts are still being read. It
// imports nothing that runs, for then it would wait for that.
import type { EarlyResponse } from './early-response.js';

// Both browsers' calls give promises in extensions of version 3.
const { action, i18n, runtime, tabs } = globalThis.browser ?? chrome;

// No request leaves the browser: the address is one of the extension's.
const readPackaged = async (path: string): Promise<string> => (await fetch(runtime.getURL(path))).text();
globalThis.missentWords = Promise.all([
  readPackaged('words/keys.txt'),
  readPackaged(`words/${i18n.getMessage('ui_language')}.txt`),
]);
globalThis.missentWords.catch(() => undefined);

const tabOf = async (): Promise<number | undefined> => {
  const named = new URLSearchParams(location.search).get('tab');
  if (named !== null) return /^\d{1,10}$/.test(named) ? Number(named) : undefined;
  return (await tabs.query({ active: true, currentWindow: true }))[0]?.id;
};

const tabId = tabOf();
const early: EarlyResponse = {
  tabId,
  reply: tabId.then((id) =>
    id === undefined ? undefined : runtime.sendMessage({ name: 'tab-view', request: { tabId: id } }),
  ),
  isOutdated: false,
};
runtime.onMessage.addListener(() => {
  early.isOutdated = true;
});
// Whoever takes it reports what went wrong.
early.reply.catch(() => undefined);
globalThis.missentEarly = early;

// Where the badge says something, there may be an incident: what draws one is read now (scripts/build/part-named.ts).
const marked = async (): Promise<void> => {
  const id = await tabId;
  if (id === undefined || (await action.getBadgeText({ tabId: id })) === '') return;
  for (const { content } of document.querySelectorAll('template')) document.head.append(content);
};
// Without it the part is read when it is needed.
marked().catch(() => undefined);
