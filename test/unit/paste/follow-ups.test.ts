import { describe, expect, it } from 'vitest';
import { LogFile } from '../../../src/sources/paste/response/log-file.js';
import { readResponseText } from '../../../src/sources/paste/response/responses-in-text.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';

interface Request {
  readonly status: number;
  readonly second?: number;
  readonly from?: string;
  readonly host?: string;
  readonly path?: string;
  readonly method?: string;
  readonly agent?: string;
}

/** A line each as Apache's vhost_combined, nginx with an operator's JSON, Caddy 2.6, HAProxy 2.6, and Istio's Envoy write it. */
const FORMATS: Readonly<Record<string, (request: Required<Request>) => string>> = {
  vhost_combined: ({ status, second, from, host, path, method, agent }) =>
    `${host}:443 ${from} - - [27/Nov/2026:16:47:${String(second).padStart(2, '0')} +0000] "${method} ${path} HTTP/2.0" ${status} 299 "https://www.pair.example/" "${agent}"`,
  'nginx JSON': ({ status, second, from, host, path, method, agent }) =>
    JSON.stringify({
      ...{ time_iso8601: `2026-11-27T16:47:${String(second).padStart(2, '0')}+00:00`, remote_addr: from },
      ...{ http_host: host, request_method: method, request_uri: path, server_protocol: 'HTTP/2.0' },
      ...{ status: String(status), http_user_agent: agent },
    }),
  Caddy: ({ status, second, from, host, path, method, agent }) =>
    JSON.stringify({
      ...{
        level: 'info',
        ts: 1_795_798_020.25 + second,
        logger: 'http.log.access.log0',
        msg: 'handled request',
      },
      request: {
        ...{ remote_ip: from, remote_port: '51234', proto: 'HTTP/2.0', method, host, uri: path },
        headers: { 'User-Agent': [agent] },
      },
      ...{ duration: 0.0002, size: 0, status, resp_headers: { Server: ['Caddy'] } },
    }),
  HAProxy: ({ status, second, from, host, path, method }) =>
    `Nov 27 16:47:28 box haproxy[77]: ${from}:51234 [27/Nov/2026:16:47:${String(second).padStart(2, '0')}.123] front~ back/s1 0/0/1/2/3 ${status} 299 - - ---- 1/1/0/0/0 0/0 "${method} https://${host}${path} HTTP/2.0"`,
  Istio: ({ status, second, from, host, path, method, agent }) =>
    `[2026-11-27T16:47:${String(second).padStart(2, '0')}.123Z] "${method} ${path} HTTP/2" ${status} - via_upstream - "-" 0 299 3 2 "-" "${agent}" "7d0f" "${host}" "10.0.0.7:443" outbound|443||web 10.0.0.5:40000 10.0.0.5:443 ${from}:51234 ${host} default`,
};

const line = (format: string, request: Request): string =>
  FORMATS[format]?.({
    ...{ second: 10, from: '192.0.2.9', host: 'img.pair.example', path: '/logo.png', method: 'GET' },
    ...{ agent: FIREFOX, ...request },
  }) ?? '';

/** 421s of the first host, and how many of them were followed; the same of a paste and of a file in small pieces. */
async function counts(lines: readonly string[]) {
  const text = lines.join('\n');
  const reading = await readResponseText(text);
  const [pasted] = reading.read ? reading.candidates : [];
  const log = new LogFile();
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 100) log.push(bytes.slice(at, at + 100));
  log.finish();
  const [inFile] = log.candidates;
  expect([inFile?.count, inFile?.followed]).toEqual([pasted?.count, pasted?.followed]);
  return [pasted?.count, pasted?.followed];
}

describe.each(Object.keys(FORMATS))('421s in the log of a server (%s)', (format) => {
  const of = (...requests: readonly Request[]) => counts(requests.map((request) => line(format, request)));

  it('that a good response to the same request followed are counted', async () => {
    expect(await of({ status: 421 }, { status: 200 })).toEqual([1, 1]);
    expect(
      await of({ status: 421 }, { status: 200, path: '/other.png' }, { status: 304, second: 11 }),
    ).toEqual([1, 1]);
    expect(await of({ status: 421 }, { status: 421 }, { status: 200 }, { status: 200 })).toEqual([2, 2]);
  });

  it.each<readonly [string, Request]>([
    ['another client', { status: 200, from: '192.0.2.10' }],
    ['another path', { status: 200, path: '/logo.png?2' }],
    ['another host', { status: 200, host: 'www.pair.example' }],
    ['another method', { status: 200, method: 'POST' }],
    ['a bad response', { status: 503 }],
    ['later', { status: 200, second: 13 }],
    ['earlier', { status: 200, second: 8 }],
  ])('that %s followed are not', async (_, request) => {
    expect(await of({ status: 421 }, request)).toEqual([1, 0]);
  });

  it('each good response answers one', async () => {
    expect(await of({ status: 421 }, { status: 421 }, { status: 200 })).toEqual([2, 1]);
  });
});

describe('421s in the log of a server', () => {
  const log = (...requests: readonly Request[]) =>
    counts(requests.map((request) => line('vhost_combined', request)));

  it('of a program or of another browser are none that a browser hid', async () => {
    const agent = 'curl/8.5.0';
    expect(await log({ status: 421, agent }, { status: 200, agent })).toEqual([1, 0]);
    expect(await log({ status: 421 }, { status: 200, agent: FIREFOX.replaceAll('153', '140') })).toEqual([
      1, 0,
    ]);
  });

  it('that do not name their host are not', async () => {
    const without = (status: number) => line('vhost_combined', { status }).replace(/^\S+ /, '');
    expect(await counts([without(421), without(200)])).toEqual([1, 0]);
  });

  it('are found behind many lines, and waited for no longer than is of use', async () => {
    const other: Request = { status: 200, path: '/logo.png/more' };
    const lines = (count: number) => Array.from({ length: count }, () => other);
    expect(await log({ status: 421 }, ...lines(400), { status: 200 })).toEqual([1, 1]);
    expect(await log({ status: 421 }, ...lines(600), { status: 200 })).toEqual([1, 0]);
    const many = Array.from({ length: 40 }, (_, at): Request => ({ status: 421, path: `/${at}` }));
    expect(await log(...many, ...many.map((one) => ({ ...one, status: 200 })))).toEqual([40, 16]);
  });
});
