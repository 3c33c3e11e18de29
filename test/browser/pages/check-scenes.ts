import type { TabView } from '../../../src/messages.js';
import type { CheckId, CheckResponse, CheckResult } from '../../../src/model/check.js';
import type { Incident } from '../../../src/model/incident.js';
import { incidentOf, NOON } from '../../fixtures/build.js';
import { neighbour, tab } from './sketches.js';

const response = (url: string, more: Partial<CheckResponse> = {}): CheckResponse => ({
  url,
  method: 'GET',
  status: 421,
  statusLine: 'HTTP/1.1 421',
  protocol: 'h2',
  headers: [],
  address: '192.0.2.10',
  ...more,
});

const result = (id: CheckId, more: Partial<CheckResult> = {}): CheckResult => ({
  id,
  time: NOON + 60_000,
  state: 'done',
  sent: [],
  responses: [],
  ...more,
});

const HOST = 'https://shop.example/';
const upload = (checks: readonly CheckResult[]): Incident =>
  incidentOf(
    {
      url: `${HOST}files`,
      method: 'POST',
      type: 'xmlhttprequest',
      headers: ['server: Apache', 'content-type: text/html; charset=iso-8859-1'],
      body: null,
    },
    { neighbours: [neighbour('www.example'), neighbour('img.example')], checks },
  );

const refusedAgain = [
  result('repeat', { sent: [`GET ${HOST}`], responses: [response(HOST)] }),
  result('other_path', { sent: [`GET ${HOST}robots.txt`], responses: [response(`${HOST}robots.txt`)] }),
];

const sharing = (last: Partial<CheckResponse>, odd: Partial<CheckResponse>): CheckResult =>
  result('sharing', {
    sent: ['GET https://www.example/', `OPTIONS ${HOST}`, `GET ${HOST}`],
    neighbour: 'www.example',
    responses: [
      response('https://www.example/', { status: 200 }),
      response(HOST, { method: 'OPTIONS', ...odd }),
      response(HOST, last),
    ],
  });

/** Nothing decides here: that is where a new connection is among the steps. */
const unclear = (checks: readonly CheckResult[]): Incident =>
  incidentOf(
    { url: `${HOST}cart`, type: 'script', headers: ['content-type: text/html'], body: null },
    { neighbours: [neighbour('www.example')], checks },
  );

/** States of the checks and retries, each a tab with one incident. */
export const CHECK_SCENES: Readonly<Record<string, () => TabView>> = {
  'checks-running': () => {
    const incident = upload([result('sharing', { time: Date.now(), state: 'timed_out' })]);
    return tab([incident], { checking: [incident.id] });
  },
  'checks-other-running': () => tab([upload([])], { checking: ['normal|https://elsewhere.example'] }),
  'checks-proved': () =>
    tab([
      upload([
        sharing({ status: 200, connectTime: 12 }, { status: 421 }),
        result('repeat', { sent: [`GET ${HOST}`], responses: [response(HOST, { status: 200 })] }),
        result('certificate', { state: 'not_possible' }),
      ]),
    ]),
  'checks-excluded': () =>
    tab([upload([sharing({ status: 421 }, { status: 421 }), ...refusedAgain])], { host: 'www.example' }),
  'checks-odds': () =>
    tab([
      upload([
        result('sharing', { state: 'not_possible', neighbour: 'www.example' }),
        result('repeat', { state: 'failed', sent: [`GET ${HOST}`], error: 'TypeError: Failed to fetch' }),
        result('other_path', { state: 'timed_out', sent: [`GET ${HOST}robots.txt`] }),
        result('certificate', { state: 'cancelled' }),
      ]),
    ]),
  'checks-address': () =>
    tab([
      unclear([
        ...refusedAgain,
        result('address', { dns: { addresses: ['198.51.100.7', '2001:db8::7'] } }),
        result('without_dot', { sent: [`GET ${HOST}`], responses: [response(HOST, { status: 503 })] }),
      ]),
    ]),
  'retry-before': () => tab([unclear([])]),
  'retry-recovered': () =>
    tab([
      unclear([
        result('retry', {
          way: 'flush',
          sent: [`GET ${HOST}cart`],
          responses: [response(`${HOST}cart`, { status: 200 })],
        }),
      ]),
    ]),
  'retry-same': () => tab([unclear([result('retry', { way: 'private', reported: 'same' })])]),
};
