import { SUSPECT_PAGES } from '../../fixtures/suspected/pages.js';
import { inBoth, type Site } from '../site.js';
import { replyOf } from './suspected-pages.js';

const MOVED = 'www.moved.test';
const ARTICLE = 'blog.moved.test';
const PAGE = 'GitHub Pages: no site';

const page = SUSPECT_PAGES.find(({ name }) => name === PAGE);
if (!page) throw new Error(`no page is called ${PAGE}`);
const own = replyOf(page, MOVED);

/** A page that says in its own words that the host is not its server's, and one that only quotes it. */
export const without421: readonly Site[] = [
  {
    id: 'without-a-421',
    title: 'Not its site, without a 421',
    story:
      'DNS leads the name to a platform where no site has it. Its page is a 404 with words for that case alone.',
    hosts: { [MOVED]: () => own },
    visits: [`https://${MOVED}/`],
    expect: inBoth({ host: MOVED, status: 'suspected', causes: ['host-not-served'], atMost: 'likely' }),
  },
  {
    id: 'quotes-such-a-page',
    title: 'An article about such a page',
    story: 'A missing article on the same platform that quotes the words. Nothing is said of it.',
    hosts: {
      [ARTICLE]: () => ({
        ...own,
        body: `<!doctype html><title>Gone</title><h1>Gone</h1><blockquote>${own.body}</blockquote>`,
      }),
    },
    visits: [`https://${ARTICLE}/`],
    expect: inBoth(),
  },
];
