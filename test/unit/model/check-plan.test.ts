import { describe, expect, test } from 'vitest';
import { MAX_CHECK_REQUESTS, planChecks, sharingCandidates } from '../../../src/model/check-plan.js';
import { incidentOf, type OccurrenceSketch } from '../../fixtures/build.js';
import { neighbour } from '../diagnosis/read.js';

const planOf = (sketch: OccurrenceSketch, hosts: string[] = [], options = {}) =>
  planChecks(incidentOf(sketch, { neighbours: hosts.map((host) => neighbour(host)) }), {
    here: 'firefox',
    ...options,
  });

const urlsOf = (plan: ReturnType<typeof planOf>, id: string): string[] =>
  plan.find((check) => check.id === id)?.requests.map(({ method, url }) => `${method} ${url}`) ?? [];

describe('the plan of checks', () => {
  test('repeats a GET as it was, without its fragment', () => {
    const plan = planOf({ url: 'https://shop.example/a?b=c#d' });
    expect(urlsOf(plan, 'repeat')).toEqual(['GET https://shop.example/a?b=c']);
    expect(urlsOf(plan, 'other_path')).toEqual(['GET https://shop.example/']);
  });

  test.each(['POST', 'PUT', 'DELETE'])('never repeats a %s: it asks for the root', (method) => {
    const plan = planOf({ url: 'https://shop.example/order', method });
    expect(urlsOf(plan, 'repeat')).toEqual(['GET https://shop.example/']);
    expect(urlsOf(plan, 'other_path')).toEqual(['GET https://shop.example/robots.txt']);
  });

  test('asks no host but the failing one and the chosen neighbour', () => {
    const plan = planOf({ url: 'https://shop.example:8443/' }, ['a.example', 'b.example'], {
      neighbour: 'b.example',
    });
    const hosts = new Set(plan.flatMap(({ requests }) => requests.map(({ url }) => new URL(url).host)));
    expect(hosts).toEqual(new Set(['shop.example:8443', 'b.example:8443']));
    expect(urlsOf(plan, 'sharing')).toEqual([
      'GET https://b.example:8443/',
      'GET https://shop.example:8443/',
    ]);
  });

  test('a neighbour that was never seen is not asked', () => {
    expect(urlsOf(planOf({}, ['a.example'], { neighbour: 'evil.example' }), 'sharing')).toEqual([]);
    expect(urlsOf(planOf({}, ['a.example'], { neighbour: null }), 'sharing')).toEqual([]);
  });

  test('the unusual request is sent only in Chromium, only when wanted, and before the plain one', () => {
    const wanted = { neighbour: 'a.example', unusual: true };
    expect(urlsOf(planOf({}, ['a.example'], wanted), 'sharing')).toHaveLength(2);
    expect(urlsOf(planOf({}, ['a.example'], { ...wanted, here: 'chromium' }), 'sharing')).toEqual([
      'GET https://a.example/',
      'OPTIONS https://shop.example/',
      'GET https://shop.example/',
    ]);
  });

  test('a name with a final dot is also asked without it', () => {
    expect(urlsOf(planOf({ url: 'https://shop.example./' }), 'without_dot')).toEqual([
      'GET https://shop.example/',
    ]);
    expect(urlsOf(planOf({}), 'without_dot')).toEqual([]);
  });

  test('nothing is shared with an address, and DNS is not asked for one', () => {
    const incident = incidentOf({ url: 'https://192.0.2.10/' }, { neighbours: [neighbour('a.example')] });
    expect(sharingCandidates(incident)).toEqual([]);
    expect(planChecks(incident, { here: 'firefox' }).map(({ id }) => id)).toEqual([
      'repeat',
      'other_path',
      'certificate',
    ]);
  });

  test('plain http has no certificate and no shared connection', () => {
    const plan = planOf({ url: 'http://shop.example/' }, ['a.example']);
    expect(plan.map(({ id }) => id)).toEqual(['repeat', 'other_path', 'address']);
  });

  test('a browser plans no check that it has no way to carry out', () => {
    const incident = incidentOf({ url: 'https://shop.example/' });
    const here = (name: 'chromium' | 'firefox') => planChecks(incident, { here: name }).map(({ id }) => id);
    expect(here('firefox')).toEqual(['repeat', 'other_path', 'address', 'certificate']);
    expect(here('chromium')).toEqual(['repeat', 'other_path']);
    // With its flag on, Chrome shows certificates.
    const shown = incidentOf({ url: 'https://shop.example/', tls: { issuer: 'Lab CA' } });
    expect(planChecks(shown, { here: 'chromium' }).map(({ id }) => id)).toContain('certificate');
  });

  test('in a private window of Firefox no check asks a server: the request would be a normal window’s', () => {
    const incident = incidentOf(
      { context: { kind: 'private' } },
      { context: { kind: 'private' }, neighbours: [neighbour('a.example')] },
    );
    expect(planChecks(incident, { here: 'firefox' })).toEqual([{ id: 'address', requests: [] }]);
    expect(planChecks(incident, { here: 'chromium' }).map(({ id }) => id)).toContain('repeat');
  });

  test('never plans more than it may send', () => {
    const plan = planOf({ url: 'https://shop.example./x' }, ['a.example', 'b.example'], {
      here: 'chromium',
      unusual: true,
    });
    expect(plan.flatMap(({ requests }) => requests).length).toBeLessThanOrEqual(MAX_CHECK_REQUESTS);
  });
});
