import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Background } from '../../../src/background/state.js';
import type { RequestName } from '../../../src/messages.js';

const OWN = 'abcdefghijklmnopabcdefghijklmnop';
const HOME = `chrome-extension://${OWN}/`;

type Respond = (reply: unknown) => void;
type Listener = (message: unknown, sender: unknown, respond: Respond) => unknown;
const { listeners } = vi.hoisted(() => ({ listeners: [] as Listener[] }));

vi.mock('../../../src/platform/browser.js', () => ({
  browser: {
    runtime: {
      id: 'abcdefghijklmnopabcdefghijklmnop',
      getURL: (path: string) => `chrome-extension://abcdefghijklmnopabcdefghijklmnop/${path}`,
      onMessage: { addListener: (listener: Listener) => listeners.push(listener) },
    },
  },
}));

vi.mock('../../../src/platform/target.js', () => ({ target: 'chromium' }));

const { servePages } = await import('../../../src/platform/messages.js');
const { servePage } = await import('../../../src/background/serve-pages.js');

/** Every name there is: a missing one is a type error. */
const NAMES: Readonly<Record<RequestName, true>> = {
  'tab-view': true,
  incidents: true,
  list: true,
  'run-checks': true,
  'cancel-checks': true,
  'add-pasted': true,
  'retry-fresh': true,
  forget: true,
  'choose-reader': true,
  import: true,
  'report-retry': true,
};
const name = fc.constantFrom(...Object.keys(NAMES));

/** Whatever structured cloning or JSON lets through, and what only looks like a payload. */
const payload = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
  fc.record({ id: fc.oneof(fc.integer(), fc.constant(null), fc.array(fc.string())) }),
  fc.record({ ids: fc.oneof(fc.string(), fc.array(fc.integer(), { minLength: 1 })) }),
  fc.record({ tabId: fc.oneof(fc.string(), fc.double({ noInteger: true })), id: fc.integer() }),
  fc.record({ incidents: fc.oneof(fc.string(), fc.array(fc.jsonValue(), { minLength: 1 })) }),
);
const own = { id: OWN, url: `${HOME}src/pages/popup/index.html?tab=1` };

/** Sends one message to the background's listener. */
const replyTo = (message: unknown, sender: unknown): Promise<unknown> =>
  new Promise((resolve) => {
    for (const listener of listeners) listener(message, sender, resolve);
  });

/** A background that may be waited for, and in which nothing may be looked at or changed. */
const touched: string[] = [];
const state: Background = new Proxy(Object.create(null), {
  get: (_, member) => {
    if (member === 'ready') return Promise.resolve();
    touched.push(String(member));
    throw new Error(`${String(member)} was reached`);
  },
});

beforeEach(() => {
  touched.length = 0;
  listeners.length = 0;
});

describe('a message', () => {
  test.each([
    [
      'another extension',
      {
        id: 'ponmlkjihgfedcbaponmlkjihgfedcba',
        url: 'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/a.html',
      },
    ],
    ['another extension that lies about its page', { id: 'ponmlkjihgfedcbaponmlkjihgfedcba', url: own.url }],
    ['a content script', { id: OWN, url: 'https://shop.example/', tab: { id: 1 } }],
    [
      'a page whose address only begins like the extension’s',
      { id: OWN, url: `chrome-extension://${OWN}.example/` },
    ],
    ['nobody', {}],
  ])('from %s is refused, whatever it asks', async (_, sender) => {
    const response = vi.fn(() => Promise.resolve('answered'));
    servePages(response);
    await fc.assert(
      fc.asyncProperty(name, payload, async (asked, request) => {
        expect(await replyTo({ name: asked, request }, sender)).toEqual({
          error: 'not a request of this extension',
        });
      }),
      { numRuns: 50 },
    );
    expect(response).not.toHaveBeenCalled();
  });

  test('of any shape is refused, throws nothing and reaches nothing', async () => {
    servePages((request) => servePage(state, request));
    let sent = 0;
    const message = fc.oneof(
      fc.anything(),
      fc.record({
        name: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')),
        request: payload,
      }),
      fc.record({ name, request: payload }),
    );
    await fc.assert(
      fc.asyncProperty(message, async (hostile) => {
        // `list` asks for nothing, so any object is one.
        fc.pre(
          !(typeof hostile === 'object' && hostile !== null && 'name' in hostile && hostile.name === 'list'),
        );
        sent++;
        expect(await replyTo(hostile, own)).toEqual({ error: expect.any(String) });
      }),
      { numRuns: 2000 },
    );
    expect(touched).toEqual([]);
    console.log(`${sent} messages refused, seed ${fc.readConfigureGlobal()?.seed}`);
  });
});
