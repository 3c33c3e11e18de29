import { expect, test } from 'vitest';
import { isOwnHost } from '../../../src/model/own-host.js';

test.each([
  'localhost',
  'app.localhost',
  '127.0.0.1',
  '[::1]',
  '10.1.2.3',
  '192.168.0.7',
  '[fd00::1]',
  'nas.local',
  'shop.test',
  'shop.test.',
  'wiki.corp.internal',
])('%s is the reader’s own', (host) => {
  expect(isOwnHost(host)).toBe(true);
});

test.each([
  'shop.example',
  '192.0.2.10',
  '[2001:db8::1]',
  'local.example',
  'mytest',
  'test.shop.example',
  '',
])('%j may be anybody’s', (host) => {
  expect(isOwnHost(host)).toBe(false);
});
