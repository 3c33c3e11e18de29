import { expect, it } from 'vitest';
import { placeOf } from '../../../src/background/place-of-response.js';
import type { WebResponse } from '../../../src/platform/web-response.js';

const response = (more: Partial<WebResponse>): WebResponse => ({
  requestId: '1',
  url: 'https://a.example/',
  method: 'GET',
  type: 'main_frame',
  tabId: 7,
  frameId: 0,
  timeStamp: 0,
  statusCode: 421,
  statusLine: 'HTTP/1.1 421',
  ...more,
});

// Fields as Chromium 156 and Firefox 153 gave them.
it.each([
  ['a navigation', {}, { kind: 'navigation' }],
  ['a navigation by a link, Chrome', { initiator: 'https://a.example' }, { kind: 'navigation' }],
  ['a navigation by a link, Firefox', { originUrl: 'https://a.example/' }, { kind: 'navigation' }],
  ['a prefetch', { documentId: 'A', documentLifecycle: 'active' }, { kind: 'ahead' }],
  ['a prerender’s document', { frameId: 8, documentLifecycle: 'prerender' }, { kind: 'ahead' }],
  [
    'a prerendered page’s part',
    {
      type: 'xmlhttprequest',
      frameId: 8,
      documentId: 'P',
      documentLifecycle: 'prerender',
      frameType: 'outermost_frame',
    },
    { kind: 'prerendered', documentId: 'P' },
  ],
  [
    'a prerendered page’s frame',
    {
      type: 'sub_frame',
      frameId: 9,
      parentDocumentId: 'P',
      documentLifecycle: 'prerender',
      frameType: 'sub_frame',
    },
    { kind: 'prerendered', documentId: 'P' },
  ],
  ['a page’s part', { type: 'image', documentId: 'A' }, { kind: 'part' }],
  ['a service worker’s request', { type: 'xmlhttprequest', tabId: -1, frameId: -1 }, { kind: 'worker' }],
  ['navigation preload, Firefox', { tabId: -1 }, { kind: 'worker' }],
] as const)('%s', (_, more, place) => {
  expect(placeOf(response(more))).toEqual(place);
});
