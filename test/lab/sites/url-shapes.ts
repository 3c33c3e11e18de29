import { type Handler, inBoth, type Site } from '../site.js';
import { page } from './pages.js';
import { apache421 } from './recorded.js';

/** Apache with several sites: no SNI, or one with a final dot, picks the first site, and Host picks another. */
const likeApache =
  (name: string): Handler =>
  ({ sni, authority }) =>
    sni === name ? page('Good', '<p>The name and the connection agree.</p>') : apache421(authority);

/** The URL itself is what the server cannot match. */
export const urlShapes: readonly Site[] = [
  {
    id: 'trailing-dot',
    title: 'A host name with a final dot',
    story:
      'Browsers put the dot into the SNI, and no site of the server has that name. Without the dot it works.',
    hosts: { 'shop.dot.test': likeApache('shop.dot.test') },
    visits: ['https://shop.dot.test./'],
    expect: inBoth({
      host: 'shop.dot.test.',
      status: 'misdirected',
      causes: ['trailing-dot'],
      atMost: 'certain',
    }),
  },
  {
    id: 'ip-literal',
    title: 'An IP address as the host',
    story: 'Browsers send no server name for an address, so the server takes its first site for it.',
    hosts: { '127.0.0.1': likeApache('127.0.0.1') },
    visits: ['https://127.0.0.1/'],
    expect: inBoth({
      host: '127.0.0.1',
      status: 'misdirected',
      causes: ['ip-literal'],
      atMost: 'certain',
    }),
  },
];
