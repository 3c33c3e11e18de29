import { expect, test, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { pageAmong } = await import('../../../src/platform/asking-page.js');

const PAGE = 'https://page.example/';
const MAIN = { frameId: 0, url: PAGE, documentId: 'M' };
const FRAME = { frameId: 8, url: 'https://frame.example/', documentId: 'F' };
const FRAMES = [MAIN, FRAME];
const shown = { is: 'shown', documentId: 'M' };
const other = { is: 'other' };

test.each([
  ['the main document', { frameId: 0, documentId: 'M' }, shown],
  ['a frame', { frameId: 8, documentId: 'F', parentDocumentId: 'M' }, shown],
  ['a document that the frame showed before', { frameId: 8, documentId: 'F0', parentDocumentId: 'M' }, shown],
  ['a frame that has no document yet', { frameId: 9, parentDocumentId: 'M' }, shown],
  ['the main document before', { frameId: 0, documentId: 'M0' }, other],
  [
    'the main document before, under the id that Chrome gives it then',
    { frameId: 5, documentId: 'M0' },
    other,
  ],
  ['a frame of the page before', { frameId: 6, documentId: 'F0', parentDocumentId: 'M0' }, other],
  // As Firefox reports it: the parent is the page that came after.
  ['a frame that is gone', { frameId: 6, documentId: 'F0', parentDocumentId: 'M' }, other],
  ['a frame of the page before, its document not named', { frameId: 6, documentUrl: FRAME.url }, other],
  ['a frame, its document not named', { frameId: 8, documentUrl: FRAME.url }, shown],
  [
    'a main document that is not named',
    { frameId: 0, documentUrl: `${PAGE}#top` },
    { is: 'unnamed', url: PAGE, shown: PAGE, documentId: 'M' },
  ],
  ['nobody that is named', { frameId: 0 }, shown],
])('%s', (_, response, expected) => {
  expect(pageAmong(FRAMES, { tabId: 1, ...response })).toEqual(expected);
});

test('a page that is prerendered, kept for "back" or being deleted is not on screen', () => {
  for (const documentLifecycle of ['prerender', 'cached', 'pending_deletion']) {
    const frames = [MAIN, { frameId: 12, url: PAGE, documentId: 'P', documentLifecycle }];
    expect(pageAmong(frames, { tabId: 1, frameId: 12, documentId: 'P' })).toEqual(other);
  }
  expect(
    pageAmong([{ ...MAIN, documentLifecycle: 'active' }], { tabId: 1, frameId: 0, documentId: 'M' }),
  ).toEqual(shown);
});
