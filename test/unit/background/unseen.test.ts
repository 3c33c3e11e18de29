import { describe, expect, test } from 'vitest';
import { UnseenFailures } from '../../../src/background/unseen.js';

function setUp(stored: Record<string, unknown> = {}) {
  const area = {
    get: async () => stored,
    set: async (items: Record<string, unknown>) => void Object.assign(stored, items),
    remove: async () => {},
  };
  const unseen = new UnseenFailures(area);
  unseen.restore(stored);
  return { unseen, stored };
}

const SOCKET = { kind: 'websocket', url: 'wss://api.shop.example/s', tabId: 1, documentId: 'A' } as const;
const TUNNEL = { kind: 'tunnel', url: 'https://shop.example/', tabId: 1 } as const;
const PAGE = { documentId: 'A', url: 'https://www.shop.example/', failed: false };

describe('failures that may hide a 421', () => {
  test('a WebSocket belongs to the document that opened it, once', () => {
    const { unseen } = setUp();
    unseen.failed(SOCKET);
    unseen.failed(SOCKET);
    expect(unseen.of(1, PAGE)).toEqual([{ kind: 'websocket', host: 'api.shop.example' }]);
    expect(unseen.of(1, { ...PAGE, documentId: 'B' })).toEqual([]);
    expect(unseen.of(2, PAGE)).toEqual([]);
    expect(unseen.of(1, undefined)).toEqual([]);
  });

  test('a tunnel belongs to the error page at its URL', () => {
    const { unseen } = setUp();
    unseen.failed(TUNNEL);
    expect(unseen.of(1, { url: TUNNEL.url, failed: true })).toEqual([
      { kind: 'tunnel', host: 'shop.example' },
    ]);
    expect(unseen.of(1, { url: TUNNEL.url, failed: false })).toEqual([]);
    expect(unseen.of(1, { url: 'https://other.example/', failed: true })).toEqual([]);
  });

  test('are known in a later life, until their tab closes', () => {
    const { unseen, stored } = setUp();
    unseen.failed(SOCKET);
    const later = setUp(stored).unseen;
    expect(later.of(1, PAGE)).toHaveLength(1);
    later.closed(1);
    expect(setUp(stored).unseen.of(1, PAGE)).toEqual([]);
  });

  test('as many as there are, they stay bounded; what is stored may be anything', () => {
    const { unseen, stored } = setUp({ unseen: [{ kind: 'other' }] });
    for (let n = 0; n < 500; n += 1) unseen.failed({ ...SOCKET, url: `wss://h${n}.example/` });
    expect(stored.unseen).toHaveLength(200);
  });
});
