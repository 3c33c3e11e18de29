import { inBoth, type Site } from '../site.js';
import { page, pixel } from './pages.js';

export const THOUSAND = 1000;
/** A page that asks for a thousand good pictures; its title becomes `done` when all have come. */
export const THOUSAND_URL = 'https://www.good.test/thousand';
export const GOOD_URL = 'https://www.good.test/';

const GALLERY = `
let left = ${THOUSAND};
const arrived = () => { if (--left === 0) document.title = 'done'; };
for (let n = 0; n < ${THOUSAND}; n++) {
  const image = new Image();
  image.onload = arrived;
  image.src = '/dot.gif?' + n;
  document.body.append(image);
}
`;

export const good: readonly Site[] = [
  {
    id: 'good',
    title: 'A good page',
    story: 'Nothing is wrong; the popup is calm and the badge empty.',
    hosts: {
      'www.good.test': ({ path }) => {
        if (path === '/dot.gif') return pixel;
        if (path === '/thousand') return page('A thousand good pictures', `<script>${GALLERY}</script>`);
        return page('A good page', '<p>Nothing is wrong here.</p><img src="/dot.gif" alt="">');
      },
    },
    visits: [GOOD_URL],
    expect: inBoth(),
  },
];
