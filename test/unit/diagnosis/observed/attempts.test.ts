import { describe, expect, test } from 'vitest';
import { readFacts } from '../../../../src/diagnosis/facts.js';
import {
  mayBeHttp3Itself,
  recoveredOnOwn,
  recoveredWithoutHttp3,
  refusedAttempt,
  refusedOn,
  refusedOnOwnElsewhere,
  refusedTwiceOnOwn,
} from '../../../../src/diagnosis/observed/attempts.js';
import type { Attempt } from '../../../../src/model/attempt.js';
import { incidentOf, NOON, type OccurrenceSketch } from '../../../fixtures/build.js';
import { attempt, neighbour } from '../read.js';

const factsOf = (attempts: readonly Attempt[], sketch: OccurrenceSketch = {}) =>
  readFacts(incidentOf({ ...sketch, attempts }));
const RECOVERED = { outcome: 'recovered', status: 200 } as const;

const shared = (parts: Partial<Attempt> = {}) =>
  attempt(421, { shared: true, openedFor: { host: 'www.shop.example', port: 443 }, ...parts });
const own = (status: number, parts: Partial<Attempt> = {}) => attempt(status, parts);
const hidden = { hidden: true } as const;

describe('the try that the diagnosis speaks of', () => {
  test('the last one of a 421 that surfaced', () => {
    const last = own(421);
    expect(refusedAttempt(factsOf([shared(hidden), last]))).toBe(last);
  });
  test('the last hidden one of a 421 that was recovered', () => {
    const [first, second] = [shared(hidden), own(421, hidden)];
    expect(refusedAttempt(factsOf([first, second, own(200)], RECOVERED))).toBe(second);
  });
  test('none where no log has it, and none that was no 421', () => {
    expect(refusedAttempt(factsOf([]))).toBeUndefined();
    expect(refusedAttempt(factsOf([own(200)]))).toBeUndefined();
    expect(refusedAttempt(factsOf([own(200)], RECOVERED))).toBeUndefined();
  });
  test('that of another account of the same request, which has no tries of its own', () => {
    const incident = incidentOf([
      { attempts: [shared()], body: null, time: NOON + 300 },
      { body: 'Misdirected Request' },
    ]);
    expect(refusedOn(readFacts(incident))).toEqual({ kind: 'shared', opener: 'www.shop.example' });
    const other = incidentOf([
      { attempts: [shared()], body: null, time: NOON + 300 },
      { body: 'Misdirected Request', url: 'https://shop.example/other' },
    ]);
    expect(refusedOn(readFacts(other))).toBeUndefined();
  });
});

describe('its connection', () => {
  test('opened for another host, named with a port that is not the host’s own', () => {
    expect(refusedOn(factsOf([shared()]))).toEqual({ kind: 'shared', opener: 'www.shop.example' });
    expect(refusedOn(factsOf([shared({ openedFor: { host: 'www.shop.example', port: 8443 } })]))).toEqual({
      kind: 'shared',
      opener: 'www.shop.example:8443',
    });
    const { openedFor: _, ...unnamed } = shared();
    expect(refusedOn(factsOf([unnamed]))).toEqual({ kind: 'shared' });
  });
  test('its own', () => {
    expect(refusedOn(factsOf([own(421)]))).toEqual({ kind: 'own' });
  });
  test('not told', () => {
    const { shared: _, openedFor: __, ...untold } = own(421);
    expect(refusedOn(factsOf([untold]))).toBeUndefined();
  });
  test.each<[string, Partial<Attempt>, OccurrenceSketch]>([
    [
      'shared over HTTP/1.1',
      { shared: true, openedFor: { host: 'www.shop.example', port: 443 }, protocol: 'http/1.1' },
      {},
    ],
    [
      'shared, and opened for this host',
      { shared: true, openedFor: { host: 'shop.example', port: 443 } },
      {},
    ],
    [
      'its own, and opened for another host',
      { shared: false, openedFor: { host: 'www.shop.example', port: 443 } },
      {},
    ],
    [
      'shared without TLS',
      { shared: true, openedFor: { host: 'www.shop.example', port: 80 } },
      { url: 'http://shop.example/' },
    ],
  ])('told as what cannot be: %s', (_, parts, sketch) => {
    expect(refusedOn(factsOf([attempt(421, parts)], sketch))).toBeUndefined();
  });
});

describe('what came of it', () => {
  test('recovered on its own connection', () => {
    expect(recoveredOnOwn(factsOf([shared(hidden), own(200)], RECOVERED))).toBe(true);
    expect(recoveredOnOwn(factsOf([shared(hidden), { ...own(200), shared: true }], RECOVERED))).toBe(false);
    expect(recoveredOnOwn(factsOf([shared(hidden), own(503)], { ...RECOVERED, status: 503 }))).toBe(false);
    expect(recoveredOnOwn(factsOf([shared(hidden), own(421)]))).toBe(false);
  });
  test('refused twice, the second time on its own connection', () => {
    expect(refusedTwiceOnOwn(factsOf([shared(hidden), own(421)]))).toBe(true);
    expect(refusedTwiceOnOwn(factsOf([own(421, hidden), shared()]))).toBe(false);
    expect(refusedTwiceOnOwn(factsOf([own(421)]))).toBe(false);
  });
  test('another request was refused on the host’s own connection', () => {
    const recovered = { ...RECOVERED, attempts: [shared(hidden), own(200)] };
    const refused = { ...RECOVERED, time: NOON - 5000, attempts: [own(421, hidden), own(200)] };
    expect(refusedOnOwnElsewhere(readFacts(incidentOf([recovered, recovered])))).toBe(false);
    expect(refusedOnOwnElsewhere(readFacts(incidentOf([refused, recovered])))).toBe(true);
  });
  test('recovered by leaving HTTP/3', () => {
    const h3 = { ...hidden, protocol: 'h3' } as const;
    expect(recoveredWithoutHttp3(factsOf([own(421, h3), own(200)], RECOVERED))).toBe('HTTP/2');
    expect(
      recoveredWithoutHttp3(factsOf([own(421, h3), own(200, { protocol: 'http/1.1' })], RECOVERED)),
    ).toBe('HTTP/1.1');
    expect(
      recoveredWithoutHttp3(factsOf([own(421, h3), own(200, { protocol: 'h3' })], RECOVERED)),
    ).toBeUndefined();
    expect(recoveredWithoutHttp3(factsOf([own(421, hidden), own(200)], RECOVERED))).toBeUndefined();
  });
  test('HTTP/3 itself may be what was refused, unless the opener was answered over it', () => {
    const attempts = [shared({ ...hidden, protocol: 'h3' }), own(200)];
    const of = (parts: Parameters<typeof incidentOf>[1]) =>
      mayBeHttp3Itself(readFacts(incidentOf({ ...RECOVERED, attempts }, parts)));
    expect(of({})).toBe(true);
    expect(of({ neighbours: [neighbour('www.shop.example', { protocol: 'h2' })] })).toBe(true);
    expect(of({ neighbours: [neighbour('www.shop.example', { protocol: 'h3' })] })).toBe(false);
    expect(of({ neighbours: [neighbour('www.shop.example', { protocol: 'h3', lastStatus: 421 })] })).toBe(
      true,
    );
  });
});
