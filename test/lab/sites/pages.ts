import type { Reply } from '../site.js';

/** A plain good page. `body` is the lab's own markup. The empty icon keeps browsers from asking for one. */
export const page = (title: string, body: string, status = 200): Reply => ({
  status,
  headers: [['content-type', 'text/html; charset=utf-8']],
  body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="icon" href="data:,">
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`,
});

export const script = (source: string): Reply => ({
  status: 200,
  headers: [['content-type', 'text/javascript; charset=utf-8']],
  body: source,
});

// A single transparent pixel.
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export const pixel: Reply = {
  status: 200,
  headers: [
    ['content-type', 'image/gif'],
    ['cache-control', 'no-store'],
  ],
  body: PIXEL,
};
