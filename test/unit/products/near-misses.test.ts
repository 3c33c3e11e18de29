import { describe, expect, it } from 'vitest';
import { recordedResponse } from '../../fixtures/recorded/responses.js';
import { APACHE_PAGE } from '../../fixtures/server-pages.js';
import { recorded } from '../../fixtures/situations/responses.js';
import { seenIn, seenInRecording } from './read.js';

const bodyOf = (name: string): string => recorded(name, 'chromium').body;
const APACHE_TYPE = 'content-type: text/html; charset=iso-8859-1';
const NOTHING = { responder: undefined, gateways: [] };

describe('the text of a page is evidence under status 421 only', () => {
  it.each([
    ['apache-mismatch'],
    ['nginx-catchall'],
    ['haproxy-port'],
    ['http-mcp'],
    ['varnish-synth'],
    ['go-http-error'],
  ])('%s', (name) => {
    const { body, headers } = recorded(name, 'chromium');
    expect(seenIn({ status: 404, outcome: 'suspected', headers, body }).responder).toBeUndefined();
  });

  it('nginx’s page for 404', () => {
    const body = bodyOf('nginx-catchall').replaceAll('421 Misdirected Request', '404 Not Found');
    expect(
      seenIn({ status: 404, outcome: 'suspected', headers: ['server: nginx/1.22.1'], body }).responder,
    ).toBeUndefined();
  });

  it('Azure Front Door’s page for 503', () => {
    const body = "<h2>Our services aren't available right now</h2>";
    expect(
      seenIn({ status: 503, outcome: 'suspected', headers: ['x-azure-ref: 1'], body }).responder,
    ).toBeUndefined();
  });
});

describe('pages that only speak of a signature', () => {
  it.each([
    ['a blog on the sentence', '<p>What does “does not match the Server Name Indication” mean?</p>'],
    ['a heading that many write', '<h1>421 Misdirected Request</h1>'],
    ['an MCP error in JSON', '{"error":"Invalid Host header"}'],
    ['Contour’s words later on', 'We got a misdirected request to "shop.example"'],
    ['Traefik’s words in HTML', '<p>Misdirected Request</p>'],
  ])('%s', (_, body) => {
    expect(seenIn({ headers: ['content-type: text/html; charset=utf-8'], body })).toEqual(NOTHING);
  });

  it('Traefik’s words without the fields that Go sets', () => {
    expect(seenIn({ headers: ['content-type: text/plain'], body: 'Misdirected Request\n' })).toEqual(NOTHING);
  });
});

describe('look-alikes', () => {
  const go = ['content-type: text/plain; charset=utf-8', 'x-content-type-options: nosniff'];
  const nginxPage = (name: string) =>
    `<html>\r\n<head><title>421 Misdirected Request</title></head>\r\n<body>\r\n<center><h1>421 Misdirected Request</h1></center>\r\n<hr><center>${name}</center>\r\n</body>\r\n</html>\r\n`;
  const unseen = { type: 'xmlhttprequest', body: null } as const;

  it('Go’s words have a line end, which Express with helmet leaves out', () => {
    expect(seenIn({ headers: go, body: 'Misdirected Request\n' }).responder).toBe('traefik possible');
    expect(seenIn({ headers: go, body: 'Misdirected Request' })).toEqual(NOTHING);
    expect(seenIn({ headers: [...go, 'content-length: 20'], ...unseen }).responder).toBe('traefik possible');
    expect(seenIn({ headers: [...go, 'content-length: 19'], ...unseen })).toEqual(NOTHING);
    expect(seenIn({ headers: [...go, 'etag: W/"13"'], body: 'Misdirected Request\n' })).toEqual(NOTHING);
  });

  it('Traefik compares names of TLS connections only', () => {
    expect(
      seenIn({ url: 'http://shop.example/', headers: go, body: 'Misdirected Request\n' }).responder,
    ).toBeUndefined();
  });

  it('Cloudflare signs a page like nginx’s, and nginx may have passed it on', () => {
    const page = { headers: ['server: cloudflare', 'cf-ray: 1-FRA'], body: nginxPage('cloudflare') };
    expect(seenIn(page)).toEqual({ responder: 'cloudflare certain', gateways: [] });
    expect(seenIn({ ...page, headers: ['server: nginx'] })).toEqual({
      responder: 'cloudflare certain',
      gateways: ['nginx likely'],
    });
  });

  it.each([
    ['APISIX/3.9.1', 'openresty'],
    ['freenginx/1.27.1', 'freenginx/1.27.1'],
    ['freenginx', 'freenginx'],
    ['angie/1.9.0', 'angie/1.9.0'],
  ])('%s is a build of nginx, and no gateway in front of one', (server, name) => {
    const seen = seenIn({ headers: [`Server: ${server}`, 'Content-Type: text/html'], body: nginxPage(name) });
    expect(seen).toEqual({ responder: 'nginx certain', gateways: [] });
  });

  it.each(['IBM_HTTP_Server/9.0.5', 'Oracle-HTTP-Server-12c'])(
    '%s is a build of Apache, and no gateway in front of one',
    (server) => {
      const headers = [`Server: ${server}`, APACHE_TYPE];
      expect(seenIn({ headers, body: APACHE_PAGE })).toEqual({ responder: 'apache certain', gateways: [] });
      expect(seenIn({ ...unseen, headers }).responder).toBe('apache likely');
    },
  );

  it('a Server value beside Apache’s is that of a program in front, whoever comes first', () => {
    for (const servers of [
      ['uvicorn', 'Apache/2.4.71 (Debian)'],
      ['Apache/2.4.71 (Debian)', 'hypercorn-h11'],
    ]) {
      const headers = [...servers.map((value) => `Server: ${value}`), APACHE_TYPE];
      const seen = seenIn({ ...unseen, headers });
      expect(seen.responder).toBe('apache likely');
      expect(seen.gateways).toHaveLength(1);
    }
    // Caddy puts its own beside that of the program behind it.
    const caddy = ['Server: Caddy', 'Server: uvicorn', 'Content-Type: text/plain'];
    expect(seenIn({ ...unseen, headers: caddy }).responder).toBe('uvicorn likely');
  });

  it('a page of nginx’s make is nginx’s by its signature; under another name it is a service built on it', () => {
    expect(seenIn({ headers: ['server: nginx'], body: nginxPage('openresty/1.25') }).responder).toBe(
      'nginx certain',
    );
    expect(seenIn({ headers: ['server: nginx'], body: nginxPage('') }).responder).toBe('nginx likely');
    expect(seenIn({ headers: ['server: EdgeGuard'], body: nginxPage('EdgeGuard') }).responder).toBe(
      'nginx possible',
    );
  });

  it('libevent’s label is not Apache’s: Transmission behind nginx, for a script’s request in Chromium', () => {
    const { headers } = recordedResponse('nginx-transmission-rpc-h2', 'chromium').response;
    const fields = headers.map((line) => line.replace(/^content-length:.*/i, 'content-length: 561'));
    expect(seenIn({ ...unseen, headers: fields }).responder).toBeUndefined();
    const url = 'https://nas.example/transmission/rpc';
    expect(seenIn({ ...unseen, headers: fields, url }).responder).toBe('transmission likely');
  });

  it('Jetty’s label is not Apache’s, nor is Apache’s under a Server that is accounted for by nobody', () => {
    const jetty = 'content-type: text/html;charset=iso-8859-1';
    expect(seenIn({ headers: ['server: Jetty(9.4)', jetty], ...unseen }).responder).toBe('jetty likely');
    expect(seenIn({ headers: [jetty], ...unseen }).responder).toBeUndefined();
    expect(seenIn({ headers: ['server: AppBox', APACHE_TYPE], ...unseen }).responder).toBeUndefined();
    expect(seenIn({ headers: ['server: h2o/2.2.5', APACHE_TYPE], ...unseen }).responder).toBe(
      'apache likely',
    );
    expect(seenIn({ headers: [APACHE_TYPE], ...unseen }).responder).toBe('apache likely');
  });

  it('an ErrorDocument of a few words keeps Apache’s label, but not the length of its page', () => {
    const headers = ['server: Apache', APACHE_TYPE, 'content-length: 7'];
    expect(seenIn({ headers, ...unseen }).responder).toBeUndefined();
  });

  it('Invalid Host header under a Content-Type is not the MCP Python SDK’s', () => {
    const body = 'Invalid Host header';
    expect(seenIn({ headers: ['server: uvicorn'], body }).responder).toBe('mcp certain');
    expect(
      seenIn({ headers: ['server: Caddy', 'content-type: text/plain'], body }).responder,
    ).toBeUndefined();
  });

  it('Varnish’s own Via and Age on its own page are no second gateway', () => {
    const { headers, body } = recorded('varnish-synth', 'chromium');
    const more = [...headers, 'via: 1.1 varnish (Varnish/7.1)', 'age: 0'];
    expect(seenIn({ headers: more, body })).toEqual({ responder: 'varnish certain', gateways: [] });
  });

  it('a text with nothing but type and length may be a rule of HAProxy', () => {
    const bare = ['content-length: 12', 'content-type: text/plain'];
    expect(seenIn({ headers: bare, body: 'Unknown host' }).responder).toBe('haproxy possible');
    for (const more of ['date: now', 'server: x', 'x-request-id: 1']) {
      expect(seenIn({ headers: [...bare, more], body: 'Unknown host' }).responder).toBeUndefined();
    }
    expect(seenIn({ headers: ['Content-Length: 12', 'Content-Type: text/plain'], body: 'x' })).toEqual(
      NOTHING,
    );
  });

  it('Envoy’s words are its own only where no Content-Type shows an application', () => {
    const body = 'Misdirected Request';
    expect(seenIn({ headers: ['server: envoy'], body }).responder).toBe('envoy likely');
    expect(seenIn({ headers: ['server: envoy'], body: '' }).responder).toBe('envoy likely');
    expect(
      seenIn({ headers: ['server: envoy', 'content-type: text/plain; charset=utf-8'], body }).responder,
    ).toBeUndefined();
    expect(
      seenIn({ headers: ['server: envoy', 'x-envoy-upstream-service-time: 2'], body: '' }).responder,
    ).toBeUndefined();
  });

  it('the response to a HEAD is empty by its method', () => {
    const head = { method: 'HEAD', headers: ['server: nginx', 'content-type: text/html'], body: '' };
    expect(seenIn(head).gateways).toEqual([]);
  });
});

describe('a recovered 421 shows the good response', () => {
  const recovered = { outcome: 'recovered', status: 200, type: 'image', body: null } as const;

  it('names no responder by the good page’s body', () => {
    const { headers, body } = recorded('apache-mismatch', 'chromium');
    expect(seenIn({ ...recovered, headers, body }).responder).toBeUndefined();
  });

  it('names Apache by the first half of a doubled Content-Type', () => {
    const seen = seenIn({ ...recovered, headers: ['content-type: text/html; charset=iso-8859-1,image/png'] });
    expect(seen.responder).toBe('apache likely');
  });

  it('does not take an Apache-like good page for a 421', () => {
    expect(seenIn({ ...recovered, headers: ['server: Apache', APACHE_TYPE] }).responder).toBeUndefined();
  });
});

describe('gateways', () => {
  it('Fastly’s Via is not Varnish’s', () => {
    expect(seenIn({ headers: ['via: 1.1 varnish', 'x-served-by: cache-fra-1'], body: '' }).gateways).toEqual([
      'fastly certain',
    ]);
  });

  it('a comma in a comment makes no second Server', () => {
    expect(seenIn({ headers: ['server: Caddy', 'content-length: 0', 'x: y'], body: '' }).gateways).toEqual(
      [],
    );
    expect(
      seenIn({
        headers: ['server: Apache/2.4 (Unix, modified)', APACHE_TYPE],
        body: bodyOf('apache-hard-direct-ip'),
      }),
    ).toEqual({ responder: 'apache certain', gateways: [] });
  });

  it('CloudFront’s X-Cache on an origin’s error is no sign of the responder', () => {
    const seen = seenIn({
      headers: ['server: Apache', 'x-cache: Error from cloudfront', 'x-amz-cf-id: a==', APACHE_TYPE],
      body: bodyOf('apache-hard-direct-ip'),
    });
    expect(seen).toEqual({ responder: 'apache certain', gateways: ['cloudfront certain'] });
  });

  it('takes an unknown gateway’s name from its Server field, and only a plain one', () => {
    const under = (server: string) =>
      seenIn({ headers: [`server: ${server}`, APACHE_TYPE], body: bodyOf('apache-hard-direct-ip') }).gateways;
    expect(under('Gatekeeper/7')).toEqual(['unknown-gateway likely']);
    expect(under('<b>evil</b>')).toEqual(['unknown-gateway likely']);
    expect(under('Apache')).toEqual([]);
  });

  it('Apache’s page that names the URL’s own host and port shows no gateway', () => {
    expect(seenInRecording('apache-mismatch', 'chromium').gateways).toEqual([]);
    expect(seenInRecording('apache-mismatch', 'chromium', { url: 'https://b.test:8443/' }).gateways).toEqual([
      'unknown-gateway likely',
    ]);
  });
});
