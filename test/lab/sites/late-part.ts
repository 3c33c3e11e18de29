import { setTimeout as sleep } from 'node:timers/promises';
import { inBoth, type Site } from '../site.js';
import { page } from './pages.js';
import { nginx421 } from './recorded.js';

const PAGE_HOST = 'www.late.test';
export const LATE_HOST = 'img.late.test';
export const LATE_URL = `https://${PAGE_HOST}/`;
/**
 * A good page whose header comes at once, and its body once the picture of the page before was refused: the browser
 * shows it only then.
 */
export const SLOW_GOOD_URL = `https://${PAGE_HOST}/slow`;

/** ms until the picture is refused */
const REFUSAL = 500;
/** ms from the refusal to the slow page's body, in which a browser's own second try is refused as well. */
const AFTER = 700;
/** ms that it waits for a picture that nobody asks for. */
const IN_VAIN = 15_000;

/** Of one visit. */
class Picture {
  #ask: () => void = () => {};
  readonly asked = new Promise<void>((resolve) => {
    this.#ask = resolve;
  });
  readonly refused = this.asked.then(() => sleep(REFUSAL));

  send(): void {
    this.#ask();
  }
}
let picture = new Picture();

/** Once the server has the request for the picture of the page that was visited last. */
export const pictureAsked = (): Promise<void> => picture.asked;

// Asked for after the load event, so that whoever waits for that is free to go on.
const PICTURE = `addEventListener('load', () => setTimeout(() => {
  new Image().src = 'https://${LATE_HOST}/';
}));`;

export const latePart: readonly Site[] = [
  {
    id: 'late-part',
    title: 'A part that is refused late',
    story:
      'A picture of the page is refused after half a second. If the tab is moving on by then, the next page has no part in it.',
    hosts: {
      [PAGE_HOST]: ({ path }) => {
        if (path !== '/slow') {
          picture = new Picture();
          return page('A page with a late part', `<script>${PICTURE}</script>`);
        }
        const slow = page('A slow good page', '<p>Good.</p>');
        // Without a type the browser waits for the body to find it out.
        const refused = Promise.race([picture.refused, sleep(IN_VAIN, undefined, { ref: false })]);
        return { ...slow, headers: [], hold: refused.then(() => sleep(AFTER)) };
      },
      [LATE_HOST]: (request) => {
        picture.send();
        return { ...nginx421(request), delay: REFUSAL };
      },
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
