import { describe, expect, test, vi } from 'vitest';

vi.stubGlobal('__TARGET__', 'firefox');
vi.mock('webextension-polyfill', () => ({ default: {} }));
const { exchangeOf } = await import('../../../src/background/observe.js');

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
