import { expect, it, vi } from 'vitest';
import { EarlierPages } from '../../../src/background/earlier-pages.js';
import { TabMarks } from '../../../src/background/tab-marks.js';
import { HostHistories } from '../../../src/incidents/host-history.js';
import { unknown } from '../../../src/model/known.js';

const URL_SHOWN = 'https://shop.example/';
const frame = {
  ...{ frameId: 0, documentId: 'after', url: URL_SHOWN, shownAs: URL_SHOWN, status: 421, fromWorker: false },
  ...{ time: 1000, page: { protocol: 'h2', connection: 'new' }, loaded: true, parts: [] },
};
vi.mock('webextension-polyfill', () => ({ default: {} }));
vi.mock('../../../src/platform/body.js', () => ({ readPage: async () => ({ body: unknown('failed') }) }));
vi.mock('../../../src/platform/contexts.js', () => ({ contextOfTab: async () => ({ kind: 'normal' }) }));
vi.mock('../../../src/platform/earlier-page.js', () => ({ readEarlierPage: async () => [frame] }));

it('a page that a background woken in between reads before it knows that the tab shows it is read again', async () => {
  const tabs = new TabMarks();
  tabs.committed(1, URL_SHOWN, 500, 'before');
  const pages = new EarlierPages({
    recorder: { add: async () => undefined },
    incidentCache: { get: async () => undefined },
    tabs,
    hostHistories: new HostHistories(),
    isRecorded: () => true,
    marked: async () => {},
    failed: (error) => {
      throw error;
    },
  });
  const shown = { tabId: 1, documentId: 'after' };
  await pages.read(shown);
  expect([...tabs.of(1).keys()]).toEqual([]);
  tabs.committed(1, URL_SHOWN, 1001, 'after');
  await pages.read(shown);
  expect([...tabs.of(1).keys()]).toEqual(['normal|https://shop.example']);
});
