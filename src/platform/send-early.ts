// A script of its own that the popup's page runs before its others are there: it asks for the tab's view, so that a stopped
// background starts, and a running one thinks, while the page's scripts are still being read. It imports nothing that
// runs, for then it would wait for that.
import type { EarlyResponse } from './early-response.js';

// Both browsers' calls give promises in extensions of version 3.
const { runtime, tabs } = globalThis.browser ?? chrome;

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
