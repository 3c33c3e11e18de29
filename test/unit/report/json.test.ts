import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentAsJson, REPORT_VERSION } from '../../../src/report/json.js';
import { incidentOf } from '../../fixtures/build.js';
import { diagnosis, OPTIONS, shop } from './incidents.js';
import { say } from './say.js';

const json = (incident = shop(), options = OPTIONS) =>
  JSON.parse(incidentAsJson(incident, diagnosis(), options, say));

describe('incidentAsJson', () => {
  it('has a format and a version', () => {
    expect(json()).toMatchObject({
      ...{ format: 'missent-report', version: REPORT_VERSION },
      madeBy: { name: 'Missent', version: '1.2.3' },
    });
  });

  it('tells the incident by stable ids and ISO times', () => {
    expect(json()).toMatchObject({
      ...{ origin: 'https://shop.example', host: 'shop.example', port: 443, status: 'misdirected', count: 7 },
      ...{ window: 'normal', firstSeen: '2026-11-23T11:00:00.000Z', lastSeen: '2026-11-23T12:00:00.000Z' },
      browser: { name: 'chromium', version: '156' },
      diagnosis: {
        findings: [
          {
            ...{ cause: 'origin-sni', hop: 'edge-origin', fixedBy: 'operator', confidence: 'likely' },
            evidence: [
              { id: 'for', weight: 3, source: 'RFC 9110 section 7.4', fresh: true },
              { id: 'against', weight: -2 },
            ],
            steps: [
              { id: 'wait', audience: 'visitor' },
              { id: 'send-sni', audience: 'operator' },
            ],
          },
          { cause: 'origin-pool' },
        ],
        ruledOut: [{ cause: 'coalesced-connection' }],
        responder: { id: 'apache', name: 'Apache httpd' },
        gateways: [{ id: 'nginx' }],
      },
    });
  });

  it('says why a fact is missing', () => {
    expect(json()).toMatchObject({
      tls: { unknown: 'not_offered' },
      occurrences: [{ address: '192.0.2.10', proxy: { unknown: 'not_offered' }, fromCache: false }],
    });
  });

  it('leaves paths out, and commands without them still work', () => {
    const report = json();
    expect(JSON.stringify(report)).not.toMatch(/SECRET/);
    expect(report.occurrences[0]).toMatchObject({
      ...{ url: 'https://shop.example/…', initiator: 'https://shop.example/…' },
      headers: [
        { name: 'server', value: 'nginx' },
        { name: 'via', value: '1.1 gateway' },
      ],
    });
    expect(report.diagnosis.findings[0].steps[1].actions).toEqual([
      expect.objectContaining({ kind: 'config', standing: 'tested' }),
      { kind: 'command', shell: 'sh', line: 'curl -sv https://shop.example/' },
      { kind: 'open', url: 'https://manual.example/page#section' },
      { kind: 'open', url: 'https://shop.example/' },
      { kind: 'copy', value: 'network.http.http2.coalesce-hostnames' },
      { kind: 'run_checks' },
    ]);
  });

  it('has paths where the user takes them in, but no cookie and no body', () => {
    const text = JSON.stringify(json(shop(), { ...OPTIONS, includePaths: true }));
    expect(text).toContain('SECRETQUERY');
    expect(text).not.toContain('SECRETCOOKIE');
  });

  it('is JSON whatever the values', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.double(), (value, time) => {
        const incident = incidentOf(
          { headers: [`server: x${value}`], statusLine: value, address: value, url: 'https://a.example/' },
          { firstSeen: time },
        );
        expect(json(incident).occurrences[0].statusLine).toBe(value);
      }),
    );
  });
});
