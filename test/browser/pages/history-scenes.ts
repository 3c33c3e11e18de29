import type { Incident } from '../../../src/model/incident.js';
import { incidentOf, type OccurrenceSketch } from '../../fixtures/build.js';
import { SCENES as POPUP_SCENES } from './scenes.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Pages are shown as they are on this day, for the filter of time looks back from now. */
const now = Date.now();

/** A number from 0 up to, not including, `below`; the same for the same seed, in no visible order (Knuth's hash). */
const shuffled = (seed: number, below: number): number =>
  (((Math.imul(seed + 1, 2_654_435_761) >>> 0) ^ (seed * 40_503)) >>> 7) % below;

const SKETCHES: readonly OccurrenceSketch[] = [
  {
    headers: ['server: nginx/1.22.1', 'content-type: text/html; charset=iso-8859-1'],
    body: '<h1>Misdirected Request</h1><p>The client needs a new connection for this request as the requested host name does not match the Server Name Indication (SNI) in use for this connection.</p>',
  },
  { headers: ['server: Caddy'], body: '' },
  {
    headers: ['content-type: text/plain'],
    body: 'Invalid Host header',
    type: 'xmlhttprequest',
    method: 'POST',
  },
  { headers: ['content-type: text/html'], body: null, type: 'image' },
  {
    outcome: 'recovered',
    status: 200,
    headers: ['server: Apache', 'content-type: text/html; charset=iso-8859-1,image/png'],
    body: null,
    type: 'image',
  },
  {
    headers: ['server: cloudflare', 'cf-ray: 8a1b2c3d4e5f-FRA', 'content-type: text/html'],
    body: null,
    type: 'script',
  },
];

/** Incident number `n` of many, in the last days, with up to `most` occurrences. */
function incidentNumber(n: number, days: number, most: number): Incident {
  const host = `${['www', 'api', 'img', 'static', 'shop', 'login'][n % 6]}.site${Math.floor(n / 6)}.example`;
  const sketch = SKETCHES[shuffled(n + 1, SKETCHES.length)] ?? {};
  const last = now - shuffled(n + 2, days * 24) * HOUR - shuffled(n, 3_000_000);
  const kept = 1 + shuffled(n + 3, most);
  const context = n % 17 === 5 ? ({ kind: 'container', id: 'firefox-container-2' } as const) : undefined;
  const times = Array.from({ length: kept }, (_, index) => last - index * shuffled(n + index, 9) * HOUR);
  const incident = incidentOf(
    times
      .sort((a, b) => a - b)
      .map((time, index) => ({
        ...sketch,
        url: `https://${host}${n % 11 === 3 ? ':8443' : ''}/path/${index}?token=${n}`,
        time,
        ...(context ? { context } : {}),
      })),
  );
  return n % 13 === 4 ? { ...incident, count: incident.count + 240 } : incident;
}

const many = (count: number, days: number, most: number): Incident[] =>
  Array.from({ length: count }, (_, n) => incidentNumber(n, days, most));

/** The popup's own scenes as a history: each cause and each awkward text once. */
const assorted = (): Incident[] => {
  const all = Object.values(POPUP_SCENES).flatMap((scene) => scene().incidents);
  const byId = new Map(all.map((incident) => [incident.id, incident]));
  return [...byId.values()].slice(0, 30).map((incident, index) => later(incident, now - index * 7 * HOUR));
};

/** The same incident at another time. */
function later(incident: Incident, lastSeen: number): Incident {
  const shift = lastSeen - incident.lastSeen;
  return {
    ...incident,
    firstSeen: incident.firstSeen + shift,
    lastSeen,
    occurrences: incident.occurrences.map((occurrence) => ({
      ...occurrence,
      exchange: { ...occurrence.exchange, time: occurrence.exchange.time + shift },
    })),
    periods: incident.periods.map((period) => ({
      ...period,
      from: period.from + shift,
      to: period.to + shift,
    })),
  };
}

/** What the history holds, by name. */
export const SCENES: Readonly<Record<string, () => Incident[]>> = {
  empty: () => [],
  one: () => many(1, 1, 3),
  few: () => many(9, 6, 6),
  assorted,
  many: () => many(140, 25, 8),
  thousand: () => many(1000, 30, 20),
  old: () => many(12, 2, 2).map((incident, index) => later(incident, now - index * 8 * DAY)),
};
