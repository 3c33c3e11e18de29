import { describe, expect, test } from 'vitest';
import { known } from '../../../../src/model/known.js';
import { APACHE, CADDY, CUSTOM } from '../../../fixtures/server-pages.js';
import {
  attempt,
  CHROMIUM,
  certificate,
  check,
  diagnosed,
  evidenceIds,
  FIREFOX,
  findingOf,
  neighbour,
  pasted,
  periods,
  response,
  ruledOut,
  scoreOf,
  verdictOf,
} from '../read.js';

const NEIGHBOURS = { neighbours: [neighbour('www.shop.example')] };
const BOTH = certificate(['shop.example', 'www.shop.example']);
const RECOVERED = {
  outcome: 'recovered',
  status: 200,
  headers: ['Server: Apache', 'Content-Type: text/html; charset=iso-8859-1,text/html'],
} as const;
const UPLOAD = { method: 'POST', type: 'xmlhttprequest', body: null } as const;

describe('recovered by Firefox’s retry', () => {
  test('likely where a neighbour shares the address', () => {
    const diagnosis = diagnosed(RECOVERED, { agent: FIREFOX, ...NEIGHBOURS });
    expect(verdictOf(diagnosis)).toBe('coalesced-connection likely');
    expect(evidenceIds(diagnosis, 'coalesced-connection')).toEqual([
      'recovered-by-retry',
      'recovered-with-neighbour',
    ]);
  });

  test('a certificate for both adds to it; one for this host alone does not speak of the shared connection', () => {
    const parts = { agent: FIREFOX, ...NEIGHBOURS };
    expect(scoreOf(diagnosed(RECOVERED, parts, BOTH), 'coalesced-connection')).toBe(5);
    expect(scoreOf(diagnosed(RECOVERED, parts), 'coalesced-connection')).toBe(4);
    const own = diagnosed(RECOVERED, parts, certificate(['shop.example']));
    expect(scoreOf(own, 'coalesced-connection')).toBe(4);
  });

  test('without a neighbour others compete', () => {
    const diagnosis = diagnosed(RECOVERED, { agent: FIREFOX });
    expect(diagnosis.findings[0]?.confidence).toBe('possible');
    expect(evidenceIds(diagnosis, 'coalesced-connection')).toContain('no-neighbour');
  });

  test('the visible page is not the 421’s, so it names no responder', () => {
    const diagnosis = diagnosed({ ...RECOVERED, body: APACHE.body }, { agent: FIREFOX, ...NEIGHBOURS });
    expect(findingOf(diagnosis, 'origin-sni')).toBeUndefined();
    expect(diagnosis.responder?.sure).not.toBe('certain');
  });

  test('against it: the hidden page was written behind a gateway, which ends the browser’s TLS', () => {
    const headers = ['Server: nginx/1.22.1', 'Content-Type: text/html; charset=iso-8859-1,text/html'];
    const diagnosis = diagnosed({ ...RECOVERED, headers }, { agent: FIREFOX, ...NEIGHBOURS });
    expect(evidenceIds(diagnosis, 'coalesced-connection')).toContain('recovered-behind-gateway');
    expect(evidenceIds(diagnosis, 'origin-pool')).toContain('recovered-behind-gateway');
  });

  test('a check proves it', () => {
    const sharing = check(
      'sharing',
      [response(200, { url: 'https://www.shop.example/' }), response(200, { hiddenMisdirection: true })],
      { neighbour: 'www.shop.example' },
    );
    const diagnosis = diagnosed(RECOVERED, { agent: FIREFOX, ...NEIGHBOURS, checks: [sharing] });
    expect(verdictOf(diagnosis)).toBe('coalesced-connection certain');
    expect(findingOf(diagnosis, 'coalesced-connection')?.evidence[0]).toMatchObject({
      id: 'sharing-proved',
      fresh: true,
      text: { args: ['www.shop.example'] },
    });
  });

  test('a check excludes it', () => {
    const sharing = check('sharing', [
      response(200, { url: 'https://www.shop.example/' }),
      response(200, { hiddenMisdirection: false }),
    ]);
    const diagnosis = diagnosed(RECOVERED, { agent: FIREFOX, ...NEIGHBOURS, checks: [sharing] });
    expect(ruledOut(diagnosis)['coalesced-connection']).toBe('evidence_sharing_excluded');
  });
});

describe('what the browser’s own retry excludes', () => {
  test('Chromium retried on a connection made for this host', () => {
    const diagnosis = diagnosed(APACHE, { agent: CHROMIUM, ...NEIGHBOURS });
    expect(diagnosis.ruledOut[0]).toEqual({
      cause: 'coalesced-connection',
      reason: { key: 'evidence_sharing_retried_by_chromium' },
    });
  });

  test('Firefox retried on a new one, and knew no other', () => {
    expect(ruledOut(diagnosed(APACHE, { agent: FIREFOX }))['coalesced-connection']).toBe(
      'evidence_sharing_retried_by_firefox',
    );
    const apart = diagnosed(APACHE, { agent: FIREFOX, ...NEIGHBOURS }, certificate(['shop.example']));
    expect(ruledOut(apart)['coalesced-connection']).toBe('evidence_sharing_retried_by_firefox');
  });

  test('Firefox may have met another shared connection where the certificate covers a neighbour', () => {
    const diagnosis = diagnosed(CADDY, { agent: FIREFOX, ...NEIGHBOURS }, BOTH);
    expect(ruledOut(diagnosis)['coalesced-connection']).toBeUndefined();
    expect(evidenceIds(diagnosis, 'coalesced-connection')).toContain('retried-by-firefox');
    expect(verdictOf(diagnosis)).not.toMatch(/^coalesced/);
  });

  test('HTTP/1.1, plain http, and a proxy', () => {
    expect(ruledOut(diagnosed({ ...CUSTOM, protocol: 'http/1.1' }))['coalesced-connection']).toBe(
      'evidence_sharing_not_on_http1',
    );
    expect(ruledOut(diagnosed({ ...CUSTOM, url: 'http://shop.example/' }))['coalesced-connection']).toBe(
      'evidence_sharing_needs_tls',
    );
    const proxy = known({ type: 'http', host: 'proxy.example', port: 3128 });
    expect(ruledOut(diagnosed({ ...CUSTOM, proxy }, { agent: FIREFOX }))['coalesced-connection']).toBe(
      'evidence_sharing_not_through_proxy',
    );
  });
});

describe('uploads in Chromium, which may be streams that are not retried', () => {
  test('possible where a neighbour shares the address', () => {
    expect(verdictOf(diagnosed(UPLOAD, NEIGHBOURS))).toBe('coalesced-connection possible');
  });

  test('likely where only uploads are refused, or a plain request is answered', () => {
    const only = diagnosed(UPLOAD, { ...NEIGHBOURS, periods: periods('answered', 4, 'misdirected', 1) });
    expect(evidenceIds(only, 'coalesced-connection')).toContain('only-uploads-refused');
    const repeated = diagnosed(UPLOAD, { ...NEIGHBOURS, checks: [check('repeat', [response(200)])] });
    expect(verdictOf(repeated)).toBe('coalesced-connection likely');
  });

  test('not over HTTP/1.1, and not as a form’s navigation', () => {
    const h1 = diagnosed({ ...UPLOAD, protocol: 'http/1.1' }, NEIGHBOURS);
    expect(ruledOut(h1)['coalesced-connection']).toBeDefined();
    const form = diagnosed({ ...UPLOAD, type: 'main_frame' }, NEIGHBOURS);
    expect(ruledOut(form)['coalesced-connection']).toBeDefined();
  });

  test('excluded when a plain request is refused too', () => {
    const repeated = diagnosed(UPLOAD, { ...NEIGHBOURS, checks: [check('repeat', [response(421)])] });
    expect(ruledOut(repeated)['coalesced-connection']).toBe('evidence_repeat_refused');
  });
});

describe('what a log of the network stack shows', () => {
  const SHARED = attempt(421, {
    hidden: true,
    shared: true,
    openedFor: { host: 'www.shop.example', port: 443 },
  });
  const RECOVERED = { outcome: 'recovered', status: 200, body: null } as const;
  const LOGGED = { ...RECOVERED, attempts: [SHARED, attempt(200)] };

  test('refused on another host’s connection and answered on its own: certain, and the opener is named', () => {
    const diagnosis = diagnosed(LOGGED, { neighbours: [neighbour('img.shop.example')] });
    expect(verdictOf(diagnosis)).toBe('coalesced-connection certain');
    expect(diagnosis.findings[0]?.verdict).toEqual({
      key: 'cause_coalesced_connection_verdict_recovered_shared',
      args: ['shop.example', 'www.shop.example'],
    });
    expect(diagnosis.opener).toBe('www.shop.example');
    expect(evidenceIds(diagnosis, 'coalesced-connection')).toEqual([
      'log-shared-recovered',
      'recovered-by-retry',
    ]);
  });

  test('also where the log does not name the opener', () => {
    const { openedFor: _, ...unnamed } = SHARED;
    const diagnosis = diagnosed({ ...LOGGED, attempts: [unnamed, attempt(200)] });
    expect(verdictOf(diagnosis)).toBe('coalesced-connection certain');
    expect(diagnosis.findings[0]?.evidence[0]?.text.key).toBe('evidence_log_shared_recovered_unnamed');
    expect(diagnosis.opener).toBeUndefined();
  });

  test('at most likely where it was not answered on its own', () => {
    const surfaced = { ...UPLOAD, attempts: [{ ...SHARED, hidden: false }] };
    const diagnosis = diagnosed(surfaced, NEIGHBOURS);
    expect(verdictOf(diagnosis)).toBe('coalesced-connection likely');
    expect(evidenceIds(diagnosis, 'coalesced-connection')).toContain('log-shared');
    const onShared = { ...LOGGED, attempts: [SHARED, { ...SHARED, status: 200, hidden: false }] };
    expect(verdictOf(diagnosed(onShared))).toBe('coalesced-connection likely');
  });

  test('a 421 that surfaced in spite of the retry, still on the shared connection, is not excluded', () => {
    const twice = { ...CUSTOM, attempts: [SHARED, { ...SHARED, hidden: false }] };
    expect(ruledOut(diagnosed(twice))['coalesced-connection']).toBeUndefined();
  });

  test('not decided where the protocol changed with the connection', () => {
    const diagnosis = diagnosed({ ...LOGGED, attempts: [{ ...SHARED, protocol: 'h3' }, attempt(200)] });
    expect(verdictOf(diagnosis)).toBe('coalesced-connection possible');
    expect(evidenceIds(diagnosis, 'coalesced-connection')).toContain('log-shared-over-http3');
  });

  test('not decided where another request was refused on the host’s own connection', () => {
    const own = { ...RECOVERED, attempts: [attempt(421, { hidden: true }), attempt(200)] };
    expect(verdictOf(diagnosed([own, LOGGED]))).toBe('coalesced-connection likely');
  });

  test('not decided where the hidden page was written behind a gateway', () => {
    const headers = [{ name: 'content-type', value: 'text/html; charset=iso-8859-1' }];
    const diagnosis = diagnosed({
      ...LOGGED,
      headers: ['Server: nginx/1.22.1'],
      attempts: [{ ...SHARED, headers }, attempt(200)],
    });
    expect(diagnosis.responder).toMatchObject({ id: 'apache', sure: 'likely' });
    expect(evidenceIds(diagnosis, 'coalesced-connection')).toEqual([
      'log-shared',
      'recovered-by-retry',
      'recovered-behind-gateway',
    ]);
    expect(diagnosis.findings[0]?.confidence).not.toBe('certain');
  });

  test('refused on the host’s own connection: excluded, whoever stands beside it', () => {
    const own = diagnosed(
      { ...RECOVERED, attempts: [attempt(421, { hidden: true }), attempt(200)] },
      NEIGHBOURS,
    );
    expect(ruledOut(own)['coalesced-connection']).toBe('evidence_log_own_connection');
    const upload = diagnosed({ ...UPLOAD, attempts: [attempt(421)] }, NEIGHBOURS);
    expect(ruledOut(upload)['coalesced-connection']).toBe('evidence_log_own_connection');
  });

  test('what cannot be is not believed: sharing through a proxy, without TLS, over HTTP/1.1', () => {
    const proxy = known({ type: 'http', host: 'proxy.example', port: 3128 });
    expect(ruledOut(diagnosed({ ...LOGGED, proxy }))['coalesced-connection']).toBe(
      'evidence_sharing_not_through_proxy',
    );
    const http = diagnosed({ ...LOGGED, url: 'http://shop.example/' });
    expect(ruledOut(http)['coalesced-connection']).toBe('evidence_sharing_needs_tls');
    const h1 = diagnosed({ ...LOGGED, attempts: [{ ...SHARED, protocol: 'http/1.1' }, attempt(200)] });
    expect(verdictOf(h1)).not.toBe('coalesced-connection certain');
  });
});

test('Safari often does not retry', () => {
  expect(verdictOf(diagnosed(CUSTOM, { agent: { name: 'safari' }, ...NEIGHBOURS }))).toBe(
    'coalesced-connection likely',
  );
});

test('a client that may not retry, and a 421 that comes and goes', () => {
  const diagnosis = diagnosed(APACHE, {
    agent: { name: 'other' },
    periods: periods('answered', 9, 'misdirected', 1),
  });
  expect(evidenceIds(diagnosis, 'coalesced-connection')).toContain('comes-and-goes-unretried');
  expect(diagnosis.findings[0]?.confidence).toBe('possible');
});

test('a program that never shares connections is refused too', () => {
  const diagnosis = diagnosed(CUSTOM, { agent: { name: 'safari' }, pasted: [pasted({ status: 421 })] });
  expect(ruledOut(diagnosis)['coalesced-connection']).toBe('evidence_pasted_refused');
});

test('once the sharing is proved, the verdict no longer says "may have been"', () => {
  const sharing = {
    ...check('sharing', [
      response(200, { url: 'https://www.shop.example/' }),
      response(421, { url: 'https://shop.example/', method: 'OPTIONS' }),
      response(200, { url: 'https://shop.example/' }),
    ]),
    neighbour: 'www.shop.example',
  };
  const diagnosis = diagnosed(UPLOAD, { agent: CHROMIUM, ...NEIGHBOURS, checks: [sharing] });
  expect(verdictOf(diagnosis)).toBe('coalesced-connection certain');
  expect(diagnosis.findings[0]?.verdict).toEqual({
    key: 'cause_coalesced_connection_verdict_proved',
    args: ['shop.example', 'www.shop.example'],
  });
});

describe('a WebSocket, which no browser tries again', () => {
  const SOCKET = { type: 'websocket', statusLine: 'HTTP/2.0 421 ', protocol: 'h2', body: null } as const;

  test('comes first over HTTP/2 where a neighbour was answered at the address', () => {
    const diagnosis = diagnosed({ ...APACHE, ...SOCKET }, { agent: FIREFOX, ...NEIGHBOURS });
    expect(verdictOf(diagnosis)).toMatch(/^coalesced-connection /);
    expect(evidenceIds(diagnosis, 'coalesced-connection')).toContain('websocket-on-open-connection');
  });

  test('nothing says that it was tried again', () => {
    for (const neighbours of [{}, NEIGHBOURS]) {
      const diagnosis = diagnosed({ ...APACHE, ...SOCKET }, { agent: FIREFOX, ...neighbours });
      const evidence = diagnosis.findings.flatMap((finding) => finding.evidence.map(({ id }) => id));
      expect(evidence).not.toContain('retried-by-firefox');
      expect(evidence).not.toContain('retry-excludes');
      expect(diagnosis.ruledOut.map(({ reason }) => reason.key)).not.toContain(
        'evidence_sharing_retried_by_firefox',
      );
      const steps = diagnosis.findings.flatMap((finding) => finding.steps.map(({ id }) => id));
      expect(steps).not.toContain('count-twice');
    }
  });
});

test('an ORIGIN frame needs no common address: a page of the same site asked', () => {
  const asked = { ...RECOVERED, initiator: 'https://www.shop.example' };
  const diagnosis = diagnosed(asked, { agent: FIREFOX });
  expect(verdictOf(diagnosis)).toBe('coalesced-connection possible');
  expect(evidenceIds(diagnosis, 'coalesced-connection')).toContain('recovered-across-addresses');
  const elsewhere = diagnosed({ ...RECOVERED, initiator: 'https://news.example' }, { agent: FIREFOX });
  expect(evidenceIds(elsewhere, 'coalesced-connection')).not.toContain('recovered-across-addresses');
});
