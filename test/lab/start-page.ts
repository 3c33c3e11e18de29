import { type BrowserName, type ExpectedIncident, type Site, visitable } from './site.js';

const HOST = 'start.missent.test';
export const START_URL = `https://${HOST}/`;

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );

const hostsOf = (incidents: readonly ExpectedIncident[]): string =>
  incidents.length > 3
    ? `${incidents.length} hosts`
    : incidents.map(({ host }) => `<b>${escaped(host)}</b>`).join(', ');

/** "shop.test is misdirected: origin-sni, at most likely". */
function expectation(incidents: readonly ExpectedIncident[]): string {
  const [first] = incidents;
  if (!first) return 'nothing: the badge stays empty and the popup is calm';
  const causes = first.causes.map((cause) => `<code>${cause}</code>`).join(' or ');
  return `${hostsOf(incidents)} ${first.status}; ${causes}, ${first.atMost === 'certain' ? 'up to' : 'at most'} ${first.atMost}`;
}

function entry(site: Site, browser: BrowserName, httpsPort: number): string {
  const urls = visitable(site, browser, httpsPort);
  const links = urls.map(
    (url) => `<a href="${escaped(url)}" target="_blank" rel="noopener">${escaped(url)}</a>`,
  );
  return `<li id="${site.id}">
<h2>${escaped(site.title)}</h2>
<p>${escaped(site.story)}</p>
<p class="links">${urls.length > 1 ? 'In this order, in one tab: ' : ''}${links.join(' → ')}</p>
<p class="see">To be seen: ${expectation(site.expect[browser])}</p>
</li>`;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-inline-size: 46rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; margin-block-end: .2rem }
h2 { font-size: 1.05rem; margin: 0 }
ol { list-style: none; padding: 0 }
li { border-block-start: 1px solid color-mix(in srgb, currentcolor 20%, transparent); padding: .8rem 0 }
li p { margin: .2rem 0 }
.links { overflow-wrap: anywhere }
.see { color: color-mix(in srgb, currentcolor 70%, transparent); font-size: .9rem }
`;

/** The page that `npm start` opens: every site of the lab with what one should see there. */
export const startPage = (sites: readonly Site[], browser: BrowserName, httpsPort: () => number): Site => ({
  id: 'start',
  title: 'Start',
  story: 'The list of all sites.',
  hosts: {
    [HOST]: () => ({
      status: 200,
      headers: [['content-type', 'text/html; charset=utf-8']],
      body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Missent: the lab</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<body>
<h1>Missent: the lab</h1>
<p>Each site below runs on this machine and misdirects in one way that the field knows. Open one, look at Missent’s
button in the toolbar, and click it. If it is not there, it is in the puzzle-piece menu, from which it can be pinned.</p>
<ol>
${sites.map((site) => entry(site, browser, httpsPort())).join('\n')}
</ol>
</body>
</html>
`,
    }),
  },
  visits: [START_URL],
  expect: { chrome: [], firefox: [] },
});
