import { describe, expect, it } from 'vitest';
import {
  EVERYTHING,
  idOf,
  isFiltered,
  isHostOnly,
  type Query,
  queryOf,
  searchOf,
} from '../../../src/pages/history/query.js';

describe('the query in the address', () => {
  it('comes back as it was', () => {
    const query: Query = {
      text: 'nginx & Apache?',
      cause: 'origin-sni',
      status: 'misdirected',
      host: 'shop.example',
      source: '',
      since: 'week',
      span: { from: 1_790_000_000_000, to: 1_790_003_600_000 },
      order: 'often',
      page: 3,
    };
    expect(queryOf(searchOf(query))).toEqual(query);
  });

  it('leaves out what is as at first', () => {
    expect(searchOf(EVERYTHING)).toBe('');
    expect(searchOf({ ...EVERYTHING, host: 'shop.example' })).toBe('?host=shop.example');
  });

  it.each([
    '?cause=witchcraft&status=lost&since=ever&order=random&page=-1',
    '?page=1.5',
    '?page=x',
    '?span=5-5',
    '?span=9-1',
    '?span=-1-5',
    '?span=1e3-2e3',
    '?span=1-9999999999999999999',
    '?%E0%A4',
  ])('takes nothing amiss: %s', (search) => {
    expect(queryOf(search)).toEqual(EVERYTHING);
  });

  it('names one incident', () => {
    expect(idOf('?id=normal%7Chttps%3A%2F%2Fshop.example')).toBe('normal|https://shop.example');
    expect(idOf('?q=x')).toBeUndefined();
  });
});

describe('what a query leaves out', () => {
  it('is nothing by order and page', () => {
    expect(isFiltered({ ...EVERYTHING, order: 'host', page: 4, text: '  ' })).toBe(false);
    expect(isFiltered({ ...EVERYTHING, since: 'hour' })).toBe(true);
    expect(isFiltered({ ...EVERYTHING, span: { from: 1, to: 2 } })).toBe(true);
  });

  it('is all but a host', () => {
    expect(isHostOnly({ ...EVERYTHING, host: 'shop.example' })).toBe(true);
    expect(isHostOnly({ ...EVERYTHING, host: 'shop.example', status: 'recovered' })).toBe(false);
    expect(isHostOnly(EVERYTHING)).toBe(false);
  });
});
