import { describe, expect, test } from 'vitest';
import { ContentTypeTraces, joinedTypes } from '../../../src/background/content-type-trace.js';
import type { WebResponse } from '../../../src/platform/web-response.js';

const PAGE = 'https://www.shop.example/';

let requests = 0;
const response = (url: string, parts: Partial<WebResponse> = {}): WebResponse => {
  requests += 1;
  return {
    requestId: String(requests),
    url,
    method: 'GET',
    type: 'image',
    tabId: 1,
    frameId: 0,
    timeStamp: 1000,
    statusCode: 200,
    statusLine: 'HTTP/2.0 200 ',
    ...parts,
  };
};
const document = (url: string, parts: Partial<WebResponse> = {}) =>
  response(url, { type: 'main_frame', ...parts });

describe('two Content-Types in one field', () => {
  test.each([
    ['text/html; charset=iso-8859-1,text/html', 'text/html; charset=iso-8859-1', 'text/html'],
    ['text/html,text/html', 'text/html', 'text/html'],
    ['text,image/gif', 'text', 'image/gif'],
    ['text/html; charset=a, b,image/gif', 'text/html; charset=a, b', 'image/gif'],
    ['text/plain; x="a,b",image/gif', 'text/plain; x="a,b"', 'image/gif'],
  ])('%j', (value, hidden, visible) => {
    expect(joinedTypes(value)).toEqual({ hidden, visible });
  });

  test.each([
    'text/html; charset=iso-8859-1, application/json; charset=utf-8',
    'text/html; charset=utf-8',
    'multipart/mixed; boundary="a,text/html"',
    'text/html,gzip',
    'text/html,',
    ',text/html',
    ',',
    '',
  ])('none in %j', (value) => {
    expect(joinedTypes(value)).toBeUndefined();
  });
});

describe('the trace of a hidden 421', () => {
  const HOST = 'https://img.shop.example';

  test('a part whose type no refusal has', () => {
    const traces = new ContentTypeTraces();
    expect(traces.read(response(`${HOST}/a.gif`), 'text/html; charset=iso-8859-1,image/gif').sign).toBe(
      'trace',
    );
    expect(traces.read(response(`${HOST}/b.gif`, { timeStamp: 1100 }), 'image/gif').sign).toBe('plain');
  });

  test('a page behind the label of Apache’s own error pages', () => {
    const label = 'text/html; charset=iso-8859-1';
    const read = (type: string) => new ContentTypeTraces().read(document(`${HOST}/`), type).sign;
    expect(read(`${label},text/html`)).toBe('trace');
    expect(read(`${label},${label}`)).toBe('open');
    expect(read('text/html;charset=iso-8859-1,text/html')).toBe('open');
  });

  test('a page waits for the next response of its host', () => {
    const traces = new ContentTypeTraces();
    const first = document(`${HOST}/`);
    expect(traces.read(first, 'text/html,text/html')).toEqual({ sign: 'open', settled: [] });
    expect(traces.read(response(`${PAGE}a.gif`), 'image/gif').settled).toEqual([]);
    expect(traces.read(response(`${HOST}/a.css`), 'text/css')).toEqual({ sign: 'plain', settled: [first] });
    expect(traces.read(document(`${HOST}/next`), 'text/html,text/html').sign).toBe('trace');
  });

  test('several that were refused together', () => {
    const traces = new ContentTypeTraces();
    for (const name of ['a', 'b', 'c']) {
      expect(traces.read(response(`${HOST}/${name}.gif`), 'text/html,image/gif').sign).toBe('trace');
    }
  });

  test('another context knows nothing of it', () => {
    const traces = new ContentTypeTraces();
    traces.read(document(`${HOST}/`, { cookieStoreId: 'firefox-default' }), 'text/html,text/html');
    const other = response(`${HOST}/a.css`, { cookieStoreId: 'firefox-container-1' });
    expect(traces.read(other, 'text/css').settled).toEqual([]);
  });
});

describe('a host that sends two itself', () => {
  test('its page and the parts of its page', () => {
    const traces = new ContentTypeTraces();
    expect(traces.read(document(PAGE), 'text/html,text/html; charset=utf-8').sign).toBe('open');
    const part = response(`${PAGE}a.gif`, { documentUrl: PAGE, timeStamp: 1200 });
    expect(traces.read(part, 'text/html,image/gif')).toEqual({ sign: 'habit', settled: [] });
    expect(traces.read(document(PAGE, { timeStamp: 90_000 }), 'text/html,text/html').sign).toBe('habit');
  });

  test('a type that no refusal has, twice', () => {
    const traces = new ContentTypeTraces();
    expect(traces.read(response(`${PAGE}a.gif`), 'image/gif,image/gif').sign).toBe('habit');
  });

  test('again while a connection of its own was open', () => {
    const traces = new ContentTypeTraces();
    traces.read(document(PAGE), 'text/html,text/html');
    expect(traces.read(document(PAGE, { timeStamp: 4000 }), 'text/html,text/html').sign).toBe('habit');
  });

  test('at many times, without a plain one; a plain one shows otherwise', () => {
    const traces = new ContentTypeTraces();
    for (const timeStamp of [0, 60_000]) traces.read(document(PAGE, { timeStamp }), 'text/html,text/html');
    const third = document(PAGE, { timeStamp: 120_000 });
    expect(traces.read(third, 'text/html,text/html').sign).toBe('habit');
    traces.read(response(`${PAGE}a.css`, { timeStamp: 130_000 }), 'text/css');
    const fourth = document(PAGE, { timeStamp: 190_000 });
    expect(traces.read(fourth, 'text/html,text/html').sign).toBe('trace');
  });

  test('is known in a later life', () => {
    const traces = new ContentTypeTraces();
    traces.read(response(`${PAGE}a.gif`), 'image/gif,image/gif');
    const later = new ContentTypeTraces();
    later.restore(traces.habits);
    expect(later.read(document(PAGE), 'text/html,text/html').sign).toBe('habit');
  });

  test('of a private window it is forgotten with the last one', () => {
    const traces = new ContentTypeTraces();
    traces.read(response(`${PAGE}a.gif`, { cookieStoreId: 'firefox-private' }), 'image/gif,image/gif');
    traces.read(response(`${PAGE}a.gif`, { cookieStoreId: 'firefox-default' }), 'image/gif,image/gif');
    traces.forgetPrivate();
    expect(traces.habits).toEqual(['firefox-default|https://www.shop.example']);
  });

  test('as many hosts as there are, the memory stays bounded', () => {
    const traces = new ContentTypeTraces();
    for (let n = 0; n < 3000; n += 1)
      traces.read(response(`https://h${n}.example/a.gif`), 'image/gif,image/gif');
    expect(traces.habits).toHaveLength(1000);
  });
});
