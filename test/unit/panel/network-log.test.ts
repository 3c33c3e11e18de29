import { describe, expect, it } from 'vitest';
import { Duplicates } from '../../../src/sources/devtools/duplicates.js';
import { MAX_REFUSALS, NetworkLog } from '../../../src/sources/devtools/network-log.js';
import { NOON } from '../../fixtures/build.js';
import { entryOf, pageOf } from './entries.js';

const logOf = (...entries: readonly unknown[]): NetworkLog => {
  const log = new NetworkLog({ keep: false });
  for (const entry of entries) log.finished(entry, NOON);
  return log;
};

const hostsOf = async (log: NetworkLog): Promise<string[]> =>
  (await log.contents()).map.groups.flatMap(({ hosts }) => hosts.map(({ host }) => host)).toSorted();

describe('what the log tells', () => {
  it('puts hosts with one connection id into one group, and says what the connection had carried', async () => {
    const log = logOf(
      entryOf({ url: 'https://www.pair.test/', status: 200, connection: '7' }),
      entryOf({ url: 'https://img.pair.test/', connection: '7' }),
      entryOf({ url: 'https://other.test/', status: 200, connection: '8' }),
    );
    const { map, refusals, requests, refused } = await log.contents();
    expect({ requests, refused }).toEqual({ requests: 3, refused: 1 });
    expect(map.groups.map(({ by, hosts }) => [by, hosts.map(({ host }) => host)])).toEqual([
      ['connection', ['img.pair.test', 'www.pair.test']],
      ['connection', ['other.test']],
    ]);
    expect(refusals[0]?.companions).toEqual(['www.pair.test']);
  });

  it('without ids it has addresses only', async () => {
    const { map } = await logOf(
      entryOf({ url: 'https://www.pair.test/', status: 200, kind: null }),
      entryOf({ url: 'https://img.pair.test/', status: 200, kind: null }),
    ).contents();
    expect(map.groups).toMatchObject([{ by: 'address', connections: 0, address: '192.0.2.10' }]);
  });

  it('passes over what is no response of a server', async () => {
    const log = logOf(null, 'x', {}, entryOf({ status: 0 }), entryOf({ url: 'data:,', status: 200 }));
    expect(await log.contents()).toMatchObject({ requests: 0, refused: 0, refusals: [] });
  });

  it('keeps the latest 421s one by one, and counts all', async () => {
    const log = new NetworkLog({ keep: false });
    for (let n = 0; n < MAX_REFUSALS + 30; n++)
      log.finished(entryOf({ url: `https://shop.example/${n}`, at: n }), NOON);
    const { refused, refusals } = await log.contents();
    expect(refused).toBe(MAX_REFUSALS + 30);
    expect(refusals).toHaveLength(MAX_REFUSALS);
    expect(refusals[0]?.sent.url).toBe('https://shop.example/30');
  });

  it('takes a body that comes later, of which 4 KB are kept; one that does not come changes nothing', async () => {
    const log = new NetworkLog({ keep: false });
    const id = log.finished(entryOf(), NOON) ?? -1;
    const bodyNow = async () => (await log.contents()).refusals[0]?.entry.body;
    log.gotBody(id, undefined);
    expect(await bodyNow()).toEqual({ known: false, why: 'not_in_log' });
    log.gotBody(id + 1, { text: 'of another', base64: false });
    expect(await bodyNow()).toMatchObject({ known: false });
    log.gotBody(id, { text: btoa('Misdirected'), base64: true });
    expect(await bodyNow()).toMatchObject({ known: true, value: { text: 'Misdirected', cut: false } });
    log.gotBody(id, { text: 'x'.repeat(5000), base64: false });
    expect(await bodyNow()).toMatchObject({ known: true, value: { text: 'x'.repeat(4096), cut: true } });
  });
});

describe('a new page', () => {
  const OLD = entryOf({ url: 'https://old.test/x', status: 200 });

  it('Chromium: the navigation is told first, then its document', async () => {
    const log = logOf(OLD);
    log.navigated('https://new.test/#top');
    log.finished(pageOf('https://new.test/'), NOON);
    log.finished(entryOf({ url: 'https://img.test/', status: 200 }), NOON);
    expect(await hostsOf(log)).toEqual(['img.test', 'new.test']);
    // The same page once more.
    log.navigated('https://new.test/');
    log.finished(pageOf('https://new.test/'), NOON);
    expect(await hostsOf(log)).toEqual(['new.test']);
  });

  it('Chromium: a page of its own for a 421 without a body is told by no navigation', async () => {
    const log = logOf(OLD, pageOf('https://shop.example/', { status: 421, size: 0 }));
    expect(await log.contents()).toMatchObject({ requests: 1, refused: 1 });
    expect(await hostsOf(log)).toEqual(['shop.example']);
    // The next load of the same page is a new page all the same.
    log.navigated('https://shop.example/');
    log.finished(pageOf('https://shop.example/'), NOON);
    expect(await log.contents()).toMatchObject({ requests: 1, refused: 0 });
  });

  it('Firefox: the document is told first, then parts of its page, then the navigation', async () => {
    const log = logOf(OLD, pageOf('https://new.test/', { kind: null }));
    log.finished(entryOf({ url: 'https://img.test/', status: 200, kind: null }), NOON);
    log.navigated('https://new.test/');
    expect(await hostsOf(log)).toEqual(['img.test', 'new.test']);
  });

  it('keeps the redirects that led to it', async () => {
    const redirect = { status: 302, redirect: 'https://new.test/home' };
    for (const kind of ['document', null]) {
      const log = logOf(OLD, pageOf('https://short.test/', { ...redirect, kind }));
      log.navigated('https://new.test/home');
      log.finished(pageOf('https://new.test/home', { kind }), NOON);
      expect(await hostsOf(log)).toEqual(['new.test', 'short.test']);
    }
  });

  it('is none where a file is saved, a window stays as it is, or a frame changes', async () => {
    const log = logOf(
      OLD,
      pageOf('https://files.test/a', { kind: null, received: [['content-disposition', 'attachment']] }),
      pageOf('https://new.test/', { kind: null, status: 204 }),
      pageOf('https://frame.test/', { kind: null, sent: [['sec-fetch-dest', 'iframe']] }),
      pageOf('https://frame.test/', { status: 421, size: 0, sent: [['sec-fetch-dest', 'iframe']] }),
    );
    expect(await hostsOf(log)).toContain('old.test');
  });

  it('clears nothing where the log is kept, and counts its document once', async () => {
    const log = logOf(OLD);
    log.options.keep = true;
    log.navigated('https://new.test/');
    log.finished(pageOf('https://new.test/'), NOON);
    log.finished(pageOf('https://third.test/', { kind: null }), NOON);
    expect(await log.contents()).toMatchObject({ requests: 3 });
    log.clear();
    expect(await log.contents()).toMatchObject({ requests: 0 });
  });
});

describe('backlog and news', () => {
  const wrapped = (entry: unknown) => ({ entry });

  it('a request that both tell counts once, whichever comes first', () => {
    const [early, late] = [entryOf({ at: 1 }), entryOf({ at: 2 })];
    const duplicates = new Duplicates();
    expect(duplicates.isKnown(early)).toBe(false);
    expect(duplicates.unknownOf([early, late].map(wrapped))).toEqual([wrapped(late)]);
    expect(duplicates.isKnown(late)).toBe(true);
    // Another one of the same name is another one.
    expect(duplicates.isKnown(late)).toBe(false);
  });

  it('one that was not answered yet is told as news', () => {
    const duplicates = new Duplicates();
    expect(duplicates.unknownOf([wrapped(entryOf({ status: 0 })), wrapped('no entry')])).toEqual([]);
    expect(duplicates.isKnown(entryOf())).toBe(false);
  });
});
