import { beforeEach, describe, expect, it, vi } from 'vitest';
import { known } from '../../../src/model/known.js';
import { DEFAULT_SETTINGS } from '../../../src/model/settings.js';
import { GOOD_PAGES, RECORDED_ERROR_PAGES } from '../../fixtures/suspected/look-alikes.js';
import { SUSPECT_PAGES } from '../../fixtures/suspected/pages.js';

const read = vi.hoisted(() => ({
  readPage: vi.fn(),
  tapBody: vi.fn(),
}));
vi.mock('webextension-polyfill', () => ({ default: {} }));
vi.mock('../../../src/platform/body.js', () => read);
vi.mock('../../../src/platform/tls.js', () => ({
  tlsOf: async () => ({ known: false, why: 'not_offered' }),
}));

interface Page {
  readonly url: string;
  readonly statusLine: string;
  readonly headers: readonly string[];
  readonly body: string;
}

let requests = 0;
const responseOf = ({ url, statusLine, headers }: Page, type = 'main_frame') => ({
  ...{ requestId: String(++requests), url, method: 'GET', type, tabId: 1, frameId: 0, timeStamp: requests },
  ...{ statusCode: Number(/ (\d{3})/.exec(statusLine)?.[1]), statusLine },
  responseHeaders: headers.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  }),
});

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe.each(['chromium', 'firefox'] as const)('in %s', (target) => {
  const recorded: string[] = [];
  let settings = DEFAULT_SETTINGS;

  async function visit(page: Page, type?: string, readableBefore?: string): Promise<void> {
    const { Suspects } = await import('../../../src/background/suspects.js');
    const body = known({ text: page.body.slice(0, 4096), cut: false, via: 'stream' as const });
    read.tapBody.mockImplementation(() => Promise.resolve(body));
    read.readPage.mockImplementation(() => Promise.resolve({ body, page: known({}) }));
    const state = { isReady: true, settings, failed: (error: unknown) => expect(error).toBeUndefined() };
    const suspects = new Suspects(state as never, async ({ url }) => void recorded.push(url));
    await suspects.heard(responseOf(page, type));
    if (readableBefore !== undefined) await suspects.readable(1, readableBefore);
    await suspects.readable(1, page.url);
    await turn();
  }

  beforeEach(() => {
    vi.resetModules();
    vi.stubGlobal('__TARGET__', target);
    recorded.length = 0;
    settings = DEFAULT_SETTINGS;
    read.readPage.mockReset();
    read.tapBody.mockReset();
  });

  const reads = (): number => read.readPage.mock.calls.length + read.tapBody.mock.calls.length;

  it.each(SUSPECT_PAGES)('$name is recorded', async (page) => {
    await visit(page);
    expect(recorded).toEqual([page.url]);
    // A field that decides needs no reading.
    expect(reads()).toBe(page.rule === 'vercel-no-deployment' ? 0 : 1);
  });

  it('the page before, reported as parsed after the next one’s response, leaves that one to be read', async () => {
    for (const page of SUSPECT_PAGES) {
      recorded.length = 0;
      await visit(page, 'main_frame', 'about:blank');
      expect(recorded).toEqual([page.url]);
    }
  });

  it('no good page is recorded', async () => {
    for (const page of GOOD_PAGES) await visit(page);
    expect(recorded).toEqual([]);
  });

  it('nothing is read over a tour of good pages, of whatever server', async () => {
    for (const page of [...SUSPECT_PAGES, ...RECORDED_ERROR_PAGES]) {
      for (const status of ['200 OK', '302 Found', '304 Not Modified', '206 Partial Content']) {
        await visit({ ...page, statusLine: `HTTP/1.1 ${status}` });
      }
    }
    expect(reads()).toBe(0);
  });

  it('nothing is read of an error page that names no rule’s writer', async () => {
    const plain = GOOD_PAGES.filter(({ headers }) =>
      headers.every((line) => /^(?:content-type: text\/html; charset=utf-8|server: nginx)/i.test(line)),
    );
    expect(plain.length).toBeGreaterThan(10);
    for (const page of plain) await visit(page);
    expect(reads()).toBe(0);
  });

  it('nothing is read of what is no document', async () => {
    for (const page of SUSPECT_PAGES)
      for (const type of ['xmlhttprequest', 'image', 'script', 'stylesheet', 'websocket', 'ping', 'other'])
        await visit(page, type);
    expect(reads()).toBe(0);
    expect(recorded).toEqual([]);
  });

  it('nothing is read where the user does not want it, nor of a host that is ignored', async () => {
    const [page] = SUSPECT_PAGES;
    if (!page) throw new Error('there is no page');
    settings = { ...DEFAULT_SETTINGS, watchSuspected: false };
    await visit(page);
    settings = { ...DEFAULT_SETTINGS, ignoredHosts: ['*.shop.example'] };
    await visit(page);
    expect(reads()).toBe(0);
    expect(recorded).toEqual([]);
  });

  it('nothing is read where a policy leaves the host out', async () => {
    const [page] = SUSPECT_PAGES;
    if (!page) throw new Error('there is no page');
    settings = { ...DEFAULT_SETTINGS, onlyHosts: ['*.corp.example'] };
    await visit(page);
    expect(reads()).toBe(0);
    expect(recorded).toEqual([]);
    settings = { ...DEFAULT_SETTINGS, onlyHosts: [new URL(page.url).hostname] };
    await visit(page);
    expect(recorded).toEqual([page.url]);
  });
});
