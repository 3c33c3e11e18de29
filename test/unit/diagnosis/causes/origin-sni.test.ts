import { expect, test } from 'vitest';
import {
  APACHE,
  APACHE_BEHIND_NGINX,
  APACHE_PAGE,
  APACHE_TYPE,
  JSON_RESPONSE,
} from '../../../fixtures/server-pages.js';
import {
  check,
  diagnosed,
  evidenceIds,
  findingOf,
  neighbour,
  pasted,
  periods,
  response,
  ruledOut,
  STEADILY,
  scoreOf,
  verdictOf,
} from '../read.js';

const SERVED_PAST_GATEWAY = { pasted: [pasted({ status: 200, address: '198.51.100.7' })] };

test('Apache’s page under another server’s name, each time, and the origin serves the host: decided', () => {
  const diagnosis = diagnosed(APACHE_BEHIND_NGINX, { ...STEADILY, ...SERVED_PAST_GATEWAY });
  expect(verdictOf(diagnosis)).toBe('origin-sni certain');
  expect(evidenceIds(diagnosis, 'origin-sni')).toContain('apache-behind-gateway');
  expect(diagnosis.responder?.id).toBe('apache');
  expect(diagnosis.gateways.map(({ id }) => id)).toEqual(['nginx']);
  expect(diagnosis.findings[0]?.verdict).toEqual({
    key: 'cause_origin_sni_verdict_both',
    args: ['nginx', 'Apache httpd'],
  });
});

test('a rule in Apache gives the same page each time, so page and gateway alone do not decide', () => {
  expect(verdictOf(diagnosed(APACHE_BEHIND_NGINX, STEADILY))).toBe('origin-sni likely');
  expect(verdictOf(diagnosed(APACHE, { ...STEADILY, ...SERVED_PAST_GATEWAY }))).toBe('origin-sni likely');
});

test('seen once, it may be a kept connection of another host', () => {
  const diagnosis = diagnosed(APACHE_BEHIND_NGINX);
  expect(verdictOf(diagnosis)).toBe('origin-sni likely');
  expect(findingOf(diagnosis, 'origin-pool')).toBeDefined();
});

test('Apache alone: a gateway is likely, for a browser by itself sends SNI = Host', () => {
  expect(verdictOf(diagnosed(APACHE))).toBe('origin-sni likely');
});

test('a server of an unknown name over Apache’s page is likely a gateway, not surely', () => {
  const diagnosis = diagnosed({ headers: ['Server: Gatekeeper', APACHE_TYPE], body: APACHE_PAGE });
  expect(verdictOf(diagnosis)).toBe('origin-sni likely');
  expect(evidenceIds(diagnosis, 'origin-sni')).toContain('comparer-behind-gateway');
});

test('over plain http only a gateway that is seen can have spoken TLS to Apache', () => {
  const url = 'http://shop.example/';
  expect(verdictOf(diagnosed({ ...APACHE_BEHIND_NGINX, url }))).toBe('origin-sni likely');
  for (const headers of [APACHE.headers, [...APACHE.headers, 'X-Served-By: a'], [APACHE_TYPE]]) {
    const diagnosis = diagnosed({ ...APACHE, headers, url }, STEADILY);
    expect(ruledOut(diagnosis)['origin-sni']).toBe('evidence_no_tls_seen');
    expect(diagnosis.findings[0]?.confidence).toBe('possible');
  }
});

test('another title than Apache’s own: the page stands over the response of a program behind it', () => {
  const body = APACHE_PAGE.replaceAll('Misdirected Request', 'Unknown Reason');
  const diagnosis = diagnosed({ ...APACHE, body });
  expect(verdictOf(diagnosis)).toBe('application likely');
  expect(diagnosis.gateways.map(({ id }) => id)).toEqual(['apache']);
  expect(findingOf(diagnosis, 'origin-sni')).toBeUndefined();
});

test('a CDN’s page at a host of this machine or its network came by way of a program there', () => {
  const page = {
    headers: ['Server: Varnish', 'Content-Type: text/plain; charset=utf-8'],
    body: `Requested host does not match any Subject Alternative Names (SANs) on TLS certificate [${'ab'.repeat(32)}] in use with this connection.`,
  };
  for (const host of [
    'localhost:5173',
    '127.0.0.1:8080',
    '192.168.1.5:3000',
    '[::1]:3000',
    'app.localhost',
    'nas.local',
  ]) {
    for (const scheme of ['http', 'https']) {
      const diagnosis = diagnosed({ ...page, url: `${scheme}://${host}/api` });
      expect(diagnosis.findings[0]?.cause, host).toBe('origin-sni');
      expect(diagnosis.gateways[0]?.by.key, host).toBe('product_by_near_host');
      expect(diagnosis.findings[0]?.operator.key, host).toBe('cause_origin_sni_operator_cdn');
      expect(diagnosis.findings[0]?.evidence[0]?.text.key, host).toBe('evidence_cdn_asked_by_something');
      // Its own name, not SNI = Host: the Host is what is wrong.
      const fix = diagnosis.findings[0]?.steps.find(({ id }) => id === 'if-gateway-is');
      expect(fix?.title.key, host).toBe('fix_foreign_upstream');
    }
  }
  for (const host of ['shop.example', '192.0.2.10', 'localhost.example'])
    expect(diagnosed({ ...page, url: `https://${host}/api` }).gateways, host).toEqual([]);
});

test('a CDN’s refusal that came by way of a gateway was one of the gateway', () => {
  const fastly = {
    headers: ['Server: nginx/1.22.1', 'Content-Type: text/plain; charset=utf-8', 'Via: 1.1 varnish'],
    body: `Requested host does not match any Subject Alternative Names (SANs) on TLS certificate [${'0f'.repeat(32)}] in use with this connection.\n`,
  };
  expect(verdictOf(diagnosed(fastly))).toBe('origin-sni likely');
  const unknown = { ...fastly, headers: ['Server: Gatekeeper/7', 'Content-Type: text/plain'] };
  expect(verdictOf(diagnosed(unknown))).toBe('origin-sni likely');
  const direct = { ...fastly, headers: ['Server: Varnish', 'Content-Type: text/plain', 'Via: 1.1 varnish'] };
  expect(verdictOf(diagnosed(direct))).toBe('host-not-served likely');
});

test('two Front Doors: the inner one refused the outer one', () => {
  const body = "<h2>Our services aren't available right now</h2>";
  const once = { headers: ['Content-Type: text/html', 'x-azure-ref: 1a'], body };
  expect(verdictOf(diagnosed(once))).toBe('edge-policy certain');
  for (const more of [['x-azure-ref: 1a', 'x-azure-ref: 2b'], ['x-azure-ref: 1a, 2b']]) {
    const diagnosis = diagnosed({ headers: ['Content-Type: text/html', ...more], body });
    expect(verdictOf(diagnosis)).toBe('edge-policy possible');
    expect(findingOf(diagnosis, 'origin-sni')).toBeDefined();
  }
});

test('an empty 421 under nginx’s name was written behind it', () => {
  const diagnosis = diagnosed({
    headers: ['Server: nginx', 'Content-Length: 0', 'Alt-Svc: h3=":443"; ma=2592000'],
    body: '',
  });
  expect(evidenceIds(diagnosis, 'origin-sni')).toEqual(
    expect.arrayContaining(['empty-behind-gateway', 'alt-svc-behind-gateway']),
  );
  expect(diagnosis.findings[0]?.confidence).not.toBe('certain');
});

test('neighbours that are refused, or that answer, fit it', () => {
  const other = (parts: object) => diagnosed(APACHE, { neighbours: [neighbour('other.example', parts)] });
  expect(evidenceIds(other({ lastStatus: 421, misdirected: 2 }), 'origin-sni')).toContain(
    'neighbour-refused',
  );
  expect(evidenceIds(other({}), 'origin-sni')).toContain('neighbour-answered');
});

test('the origin asked past its gateway: a response is for it, a refusal against', () => {
  const asked = (status: number) =>
    diagnosed(APACHE, { pasted: [pasted({ status, address: '198.51.100.7' })] });
  expect(scoreOf(asked(200), 'origin-sni')).toBeGreaterThan(scoreOf(diagnosed(APACHE), 'origin-sni'));
  expect(findingOf(asked(421), 'origin-sni')).toBeUndefined();
});

test('against it: the host answers when asked again, or in turn', () => {
  const again = diagnosed(APACHE_BEHIND_NGINX, { checks: [check('repeat', [response(200)])] });
  expect(verdictOf(again)).not.toMatch(/^origin-sni/);
  const inTurn = diagnosed(APACHE_BEHIND_NGINX, {
    periods: periods('answered', 2, 'misdirected', 1, 'answered', 2, 'misdirected', 1),
  });
  expect(verdictOf(inTurn)).not.toMatch(/^origin-sni/);
});

test('an application’s answer says nothing of it', () => {
  expect(findingOf(diagnosed(JSON_RESPONSE), 'origin-sni')).toBeUndefined();
});
