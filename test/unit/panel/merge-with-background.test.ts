import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/model/incident.js';
import { MAX_OCCURRENCES } from '../../../src/model/incident.js';
import { mergedIncidents, type PanelIncident } from '../../../src/sources/devtools/merge-with-background.js';
import { NetworkLog } from '../../../src/sources/devtools/network-log.js';
import { incidentOf, NOON, type OccurrenceSketch } from '../../fixtures/build.js';
import { entryOf } from './entries.js';

const HERE = { agent: { name: 'chromium' }, context: { kind: 'normal' } } as const;

async function mergedOf(
  recorded: readonly Incident[],
  entries: readonly unknown[],
): Promise<PanelIncident[]> {
  const log = new NetworkLog({ keep: false });
  for (const entry of entries) log.finished(entry, NOON);
  return mergedIncidents(recorded, await log.contents(), HERE);
}

const recordedOf = (...sketches: readonly OccurrenceSketch[]): Incident => incidentOf([...sketches]);

describe('what background and developer tools both saw', () => {
  it('counts once, and takes from the tools what the background could not learn', async () => {
    const recorded = recordedOf({ time: NOON + 15, body: null, protocol: 'h2-or-h3' });
    const [one, ...others] = await mergedOf([recorded], [entryOf()]);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ recorded: true, refusals: [{}], incident: { id: recorded.id, count: 1 } });
    expect(one?.incident.occurrences).toMatchObject([{ exchange: { response: { protocol: 'h2' } } }]);
  });

  it('the background’s own body and address stay', async () => {
    const recorded = recordedOf({ time: NOON + 15, body: 'from the page', address: '192.0.2.99' });
    const [one] = await mergedOf([recorded], [entryOf()]);
    expect(one?.incident.occurrences).toEqual(recorded.occurrences);
  });

  it('two of the same URL are two, each with the one nearest in time', async () => {
    const recorded = recordedOf({ time: NOON + 20 }, { time: NOON + 2020 });
    const [one] = await mergedOf([recorded], [entryOf({ at: 2000 }), entryOf({ at: 0 })]);
    expect(one?.incident.count).toBe(2);
  });

  it('another method, another path or another time is another request', async () => {
    const recorded = recordedOf({ time: NOON });
    const entries = [
      entryOf({ method: 'POST' }),
      entryOf({ url: 'https://shop.example/other' }),
      entryOf({ at: 60_000 }),
    ];
    const [one] = await mergedOf([recorded], entries);
    expect(one?.incident).toMatchObject({ count: 4, firstSeen: NOON, lastSeen: NOON + 60_000 });
    expect(one?.incident.occurrences).toHaveLength(4);
  });

  it('of requests that the background counts but no longer keeps, none counts twice', async () => {
    const kept = Array.from({ length: MAX_OCCURRENCES }, (_, n) => ({ time: NOON + (100 + n) * 10_000 }));
    const recorded: Incident = { ...recordedOf(...kept), count: MAX_OCCURRENCES + 50 };
    const early = Array.from({ length: 50 }, (_, n) => entryOf({ at: n * 10_000 }));
    const [one] = await mergedOf([recorded], early);
    expect(one?.incident.count).toBe(MAX_OCCURRENCES + 50);
    const [later] = await mergedOf([recorded], [...early, entryOf({ at: 9_000_000 })]);
    expect(later?.incident.count).toBe(MAX_OCCURRENCES + 51);
    expect(later?.incident.occurrences).toHaveLength(MAX_OCCURRENCES);
  });
});

describe('what only one of them saw', () => {
  it('the background’s incidents stand first and in their order', async () => {
    const recorded = ['https://b.test/', 'https://a.test/'].map((url) => recordedOf({ url }));
    const all = await mergedOf(recorded, [entryOf({ url: 'https://c.test/' })]);
    expect(all.map(({ incident, recorded: known }) => [incident.authority.host, known])).toEqual([
      ['b.test', true],
      ['a.test', true],
      ['c.test', false],
    ]);
  });

  it('the tools’ own incident has times, neighbours and history out of the log', async () => {
    const [one] = await mergedOf(
      [],
      [
        entryOf({ url: 'https://www.example/', status: 200 }),
        entryOf({ status: 200, at: 10 }),
        entryOf({ at: 20 }),
        entryOf({ at: 30 }),
      ],
    );
    expect(one?.incident).toMatchObject({
      id: 'normal|https://shop.example',
      status: 'misdirected',
      count: 2,
      firstSeen: NOON + 20,
      lastSeen: NOON + 30,
      periods: [{ kind: 'answered' }, { kind: 'misdirected', count: 2 }],
      neighbours: [{ host: 'www.example' }],
    });
  });

  it('an incident on another port is another one', async () => {
    const all = await mergedOf([recordedOf({})], [entryOf({ url: 'https://shop.example:8443/' })]);
    expect(all).toMatchObject([{ incident: { count: 1 } }, { recorded: false }]);
  });
});
