import { expect, it } from 'vitest';
import { siteOf } from '../../../src/model/site.js';

it.each([
  ['shop.example', 'shop.example'],
  ['www.shop.example', 'shop.example'],
  ['a.b.shop.example.', 'shop.example'],
  ['www.hotel.co.uk', 'hotel.co.uk'],
  ['co.uk', 'co.uk'],
  ['loja.com.br', 'loja.com.br'],
  ['localhost', 'localhost'],
  ['192.0.2.10', '192.0.2.10'],
  ['[2001:db8::1]', '[2001:db8::1]'],
])('the site of %s is %s', (host, site) => {
  expect(siteOf(host)).toBe(site);
});
