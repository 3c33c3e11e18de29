import { describe, expect, test, vi } from 'vitest';

vi.stubGlobal('__TARGET__', 'firefox');
vi.mock('webextension-polyfill', () => ({ default: {} }));
const { exchangeOf, isDoubledContentType, outcomeOf } = await import('../../../src/background/observe.js');

const response = (parts: object) => ({
  requestId: '1',
  url: 'https://a.example/',
  method: 'GET',
  type: 'main_frame',
  tabId: 1,
  frameId: 0,
  timeStamp: 1000.4,
  statusCode: 200,
  statusLine: 'HTTP/2.0 200 ',
  ...parts,
});

describe('from event to exchange', () => {
  test.each([
    ['text/html; charset=iso-8859-1,text/html', true],
    ['text/html,text/html', true],
    ['text/html; charset=iso-8859-1, application/json; charset=utf-8', true],
    ['text/html; charset=utf-8', false],
    ['text/html', false],
    ['multipart/mixed; boundary="a,text/html"', false],
    ['text/html, gzip', false],
    ['text/html,', false],
    [',', false],
    ['', false],
  ])('Content-Type %j doubled: %s', (value, doubled) => {
    expect(isDoubledContentType(value)).toBe(doubled);
  });

  test('a doubled Content-Type on a good answer is a recovered one; on a 421 it is misdirected all the same', () => {
    const responseHeaders = [{ name: 'Content-Type', value: 'text/html,text/html' }];
    expect(outcomeOf(response({ responseHeaders }))).toBe('recovered');
    expect(outcomeOf(response({ responseHeaders, statusCode: 421 }))).toBe('misdirected');
    expect(outcomeOf(response({}))).toBeUndefined();
  });

  test('header text is bounded, and says so', () => {
    const responseHeaders = Array.from({ length: 50 }, (_, i) => ({
      name: `x-${i}`,
      value: 'v'.repeat(1000),
    }));
    const { response: facts } = exchangeOf(response({ responseHeaders }), { kind: 'normal' }, undefined);
    expect(facts.headers.length).toBeLessThan(20);
    expect(facts.headersCut).toBe(true);
  });

  test('what the browser does not tell is absent with its reason', () => {
    const { response: facts, request } = exchangeOf(
      response({ type: 'beacon' }),
      { kind: 'normal' },
      undefined,
    );
    expect(facts.address).toEqual({ known: false, why: 'failed' });
    expect(facts.fromCache).toEqual({ known: false, why: 'not_offered' });
    expect(facts.proxy).toEqual({ known: true, value: { type: 'direct' } });
    expect(facts.protocol).toBe('h2');
    expect(request.type).toBe('ping');
  });
});
