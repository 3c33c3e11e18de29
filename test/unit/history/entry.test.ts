import { describe, expect, it } from 'vitest';
import { type Entry, select } from '../../../src/pages/history/entry.js';
import { EVERYTHING, type Query } from '../../../src/pages/history/query.js';
import { caseOf } from '../../../src/ui/case.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

const HOUR = 3_600_000;
const APACHE =
  'The client needs a new connection for this request as the requested host name does not match the Server Name Indication (SNI) in use for this connection.';

const behindNginx = incidentOf(
  [0, 1, 2].map((n) => ({
    url: 'https://shop.example/cart',
    headers: ['server: nginx', 'content-type: text/html; charset=iso-8859-1'],
    body: APACHE,
    time: NOON - 10 * HOUR + n * 40_000,
  })),
);
const dotted = incidentOf({
  url: 'https://api.shop.example./v1',
  headers: ['server: Apache'],
  body: APACHE,
  address: '198.51.100.7',
  time: NOON - 2 * HOUR,
});
const recovered = incidentOf({
  url: 'https://img.other.example:8443/logo.png',
  outcome: 'recovered',
  status: 200,
  body: null,
  time: NOON - 60_000,
});
const entries: readonly Entry[] = await Promise.all(
  [behindNginx, dotted, recovered].map(async (incident) => ({ incident, made: await caseOf(incident) })),
);

const hostsOf = (query: Partial<Query>, more: Partial<Parameters<typeof select>[2]> = {}): string[] =>
  select(
    entries,
    { ...EVERYTHING, ...query },
    { now: NOON, showRecovered: true, say: (key) => key, ...more },
  ).map(({ incident }) => incident.authority.host);

const [SHOP, API, IMG] = ['shop.example', 'api.shop.example.', 'img.other.example'] as const;

describe('the list', () => {
  it('is in the order that is asked for', () => {
    expect(hostsOf({})).toEqual([IMG, API, SHOP]);
    expect(hostsOf({ order: 'first' })).toEqual([SHOP, API, IMG]);
    expect(hostsOf({ order: 'often' })[0]).toBe(SHOP);
    expect(hostsOf({ order: 'host' })).toEqual([IMG, SHOP, API]);
  });

  it('finds by host, port, address, cause and server', () => {
    expect(hostsOf({ text: 'OTHER' })).toEqual([IMG]);
    expect(hostsOf({ text: ':8443' })).toEqual([IMG]);
    expect(hostsOf({ text: '198.51' })).toEqual([API]);
    expect(hostsOf({ text: 'trailing-dot' })).toEqual([API]);
    expect(hostsOf({ text: 'nginx' })).toEqual([SHOP]);
    expect(hostsOf({ text: ' shop  api ' })).toEqual([API]);
    expect(hostsOf({ text: '.*' })).toEqual([]);
  });

  it('filters by cause, host, status and time', () => {
    expect(hostsOf({ cause: 'trailing-dot' })).toEqual([API]);
    expect(hostsOf({ host: SHOP })).toEqual([SHOP]);
    expect(hostsOf({ status: 'recovered' })).toEqual([IMG]);
    expect(hostsOf({ status: 'misdirected' })).toEqual([API, SHOP]);
    expect(hostsOf({ since: 'hour' })).toEqual([IMG]);
    expect(hostsOf({ since: 'day' })).toEqual([IMG, API, SHOP]);
  });

  it('holds to a stretch of time by every occurrence, its first moment taken in and its end left out', () => {
    const from = NOON - 10 * HOUR;
    expect(hostsOf({ span: { from, to: from + 1 } })).toEqual([SHOP]);
    expect(hostsOf({ span: { from: from + 80_000, to: from + HOUR } })).toEqual([SHOP]);
    expect(hostsOf({ span: { from: from + 80_001, to: NOON - 2 * HOUR } })).toEqual([]);
    expect(hostsOf({ span: { from, to: NOON } })).toEqual([IMG, API, SHOP]);
  });

  it('hides what the browser recovered where the user wishes so, unless it is asked for', () => {
    expect(hostsOf({}, { showRecovered: false })).toEqual([API, SHOP]);
    expect(hostsOf({ status: 'recovered' }, { showRecovered: false })).toEqual([IMG]);
  });

  it('shows what is not diagnosed yet, but under no cause', () => {
    const raw = entries.map(({ incident }) => ({ incident, made: undefined }));
    const options = { now: NOON, showRecovered: true, say: (key: string) => key };
    expect(select(raw, EVERYTHING, options)).toHaveLength(3);
    expect(select(raw, { ...EVERYTHING, cause: 'trailing-dot' }, options)).toEqual([]);
    expect(select(raw, { ...EVERYTHING, text: 'shop' }, options)).toHaveLength(2);
  });
});
