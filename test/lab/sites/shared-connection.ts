import type { Handler, LabRequest, Reply, Site } from '../site.js';
import { page, pixel } from './pages.js';
import { apache421 } from './recorded.js';

/** Says 421 if the connection was opened for another host (RFC 9110 section 15.5.20), else what `good` says. */
const strict =
  (good: (request: LabRequest) => Reply): Handler =>
  (request) =>
    request.sni === request.host ? good(request) : apache421(request.host);

/** `:8443` or nothing: the other host is asked for at the port at which the page was. */
const portOf = ({ authority }: LabRequest): string => /:\d+$/.exec(authority)?.[0] ?? '';

/** What a cross-origin upload needs (Fetch, "CORS protocol"). */
const letIn = ({ header }: LabRequest): Reply['headers'] => [
  ['access-control-allow-origin', header('origin') ?? '*'],
  ['access-control-allow-credentials', 'true'],
  ['access-control-allow-methods', 'POST'],
  ['access-control-allow-headers', 'content-type'],
];

const uploadTo = (url: string) => `
const out = document.querySelector('output');
const send = async () => {
  // A stream cannot be sent twice, so Chromium does not try again. Firefox sends a text instead of the stream.
  const body = new Blob(['a few bytes']).stream();
  const answer = await fetch('${url}', {
    method: 'POST', body, duplex: 'half', credentials: 'include', headers: { 'content-type': 'text/plain' },
  });
  return 'sent: ' + answer.status;
};
send().catch((error) => 'not sent: ' + error.message).then((text) => { out.textContent = text; });
`;

/** The browser sends one host's request on the connection that it opened for the other. */
export const sharedConnection: readonly Site[] = [
  {
    id: 'strict-pair',
    title: 'Two hosts on one connection',
    story:
      'One certificate covers both hosts; the server insists on a connection for each. The browser’s own retry heals it: Chromium shows nothing, Firefox leaves a trace.',
    hosts: {
      'www.pair.test': strict((request) =>
        page(
          'A good page',
          `<p>Its picture comes from another host.</p><img src="https://img.pair.test${portOf(request)}/dot.gif" alt="">`,
        ),
      ),
      'img.pair.test': strict(() => pixel),
    },
    certificates: [['*.pair.test']],
    sharesConnection: true,
    visits: ['https://www.pair.test/'],
    expect: {
      chrome: [],
      firefox: [
        {
          host: 'img.pair.test',
          status: 'recovered',
          causes: ['coalesced-connection'],
          atMost: 'likely',
        },
      ],
    },
  },
  {
    id: 'streaming-upload',
    title: 'An upload by stream on a shared connection',
    story:
      'Chromium cannot send a stream twice, so the 421 of the shared connection reaches the page. Firefox sends a text, tries again and is recovered.',
    hosts: {
      'www.upload.test': strict((request) =>
        page(
          'An upload',
          `<output>sending</output><script type="module">${uploadTo(`https://api.upload.test${portOf(request)}/in`)}</script>`,
        ),
      ),
      'api.upload.test': strict((request) => ({
        status: request.method === 'OPTIONS' ? 204 : 200,
        headers: [['content-type', 'text/plain'], ...letIn(request)],
        body: '',
      })),
    },
    certificates: [['*.upload.test']],
    sharesConnection: true,
    visits: ['https://www.upload.test/'],
    settle: 500,
    expect: {
      chrome: [
        {
          host: 'api.upload.test',
          status: 'misdirected',
          causes: ['coalesced-connection'],
          atMost: 'likely',
        },
      ],
      firefox: [
        {
          host: 'api.upload.test',
          status: 'recovered',
          causes: ['coalesced-connection'],
          atMost: 'likely',
        },
      ],
    },
  },
];
