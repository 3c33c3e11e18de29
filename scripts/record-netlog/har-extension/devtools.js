// Stores the HAR of the inspected page twice a second, with the bodies that "Export HAR" would put in.
const bodies = new Map();
const keyOf = ({ startedDateTime, request }) => `${startedDateTime} ${request.url}`;

chrome.devtools.network.onRequestFinished.addListener((entry) =>
  entry.getContent((text, encoding) => bodies.set(keyOf(entry), { text, encoding })),
);
setInterval(
  () =>
    chrome.devtools.network.getHAR((log) => {
      if (log.entries.length === 0) return;
      for (const entry of log.entries) {
        const { text, encoding } = bodies.get(keyOf(entry)) ?? {};
        if (typeof text === 'string') entry.response.content.text = text;
        if (encoding) entry.response.content.encoding = encoding;
      }
      chrome.storage.local.set({ har: { log } });
    }),
  500,
);
