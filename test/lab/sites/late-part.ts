import { inBoth, type Site } from '../site.js';
import { page } from './pages.js';
import { nginx421 } from './recorded.js';

const PAGE_HOST = 'www.late.test';
export const LATE_HOST = 'img.late.test';
export const LATE_URL = `https://${PAGE_HOST}/`;
/** A good page whose header comes at once and whose body takes its time, so that browsers show it late. */
export const SLOW_GOOD_URL = `https://${PAGE_HOST}/slow`;

/** ms until the picture is refused */
const REFUSAL = 500;
/** ms between header and body of the slow page */
const HOLD = 1200;

// Asked for after the load event, so that whoever waits for that is free to go on. The title then says `asked`.
const PICTURE = `addEventListener('load', () => setTimeout(() => {
  new Image().src = 'https://${LATE_HOST}/';
  document.title = 'asked';
}));`;

export const latePart: readonly Site[] = [
  {
    id: 'late-part',
    title: 'A part that is refused late',
    story:
      'A picture of the page is refused after half a second. If the tab is moving on by then, the next page has no part in it.',
    hosts: {
      [PAGE_HOST]: ({ path }) => {
        if (path !== '/slow') return page('A page with a late part', `<script>${PICTURE}</script>`);
        const slow = page('A slow good page', '<p>Good.</p>');
        // Without a type the browser waits for the body to find it out.
        return { ...slow, headers: [], hold: HOLD };
      },
      [LATE_HOST]: (request) => ({ ...nginx421(request), delay: REFUSAL }),
    },
    visits: [LATE_URL],
    settle: REFUSAL + 300,
    expect: inBoth({
      host: LATE_HOST,
      status: 'misdirected',
      causes: ['host-not-served', 'unknown', 'sni-host-check', 'tls-policy'],
      atMost: 'likely',
    }),
  },
];
