import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import type { Diagnosis } from '../../../src/model/diagnosis.js';
import type { Step } from '../../../src/model/step.js';
import { incidentAsJson } from '../../../src/report/json.js';
import { mailFor } from '../../../src/report/mail.js';
import { incidentAsMarkdown } from '../../../src/report/markdown.js';
import { incidentOf } from '../../fixtures/build.js';
import { APACHE, CADDY } from '../../fixtures/server-pages.js';
import { SITUATIONS } from '../../fixtures/situations/index.js';
import { check, neighbour, response } from '../diagnosis/read.js';
import { hostileIncident } from '../hostile/incidents.js';
import { OPTIONS } from '../report/incidents.js';
import { say } from '../report/say.js';
import { FIXES } from './read.js';

const LOWERING = FIXES.filter(({ lowersSecurity }) => lowersSecurity !== undefined);
const AUTHORITY = { scheme: 'https', host: 'shop.example', port: 443 } as const;
const LOCALES = new URL('../../../public/_locales/', import.meta.url);

/** What the operator is offered for each finding, in order. */
const offered = ({ findings }: Diagnosis): (readonly Step[])[] =>
  findings.map(({ steps }) => steps.filter(({ audience }) => audience === 'operator'));
const lowering = (steps: readonly Step[]): readonly Step[] =>
  steps.filter(({ lowersSecurity }) => lowersSecurity !== undefined);

describe('fixes that lower security', () => {
  it('are these, and SECURITY.md lists them with their lines', () => {
    expect(LOWERING.map(({ id }) => id).toSorted()).toEqual([
      'apache-sni-policy',
      'aws-http-targets',
      'caddy-no-strict-sni',
      'confluent-sni-check',
      'ngf-no-sni-check',
      'sozu-no-strict-binding',
    ]);
    const page = readFileSync(new URL('../../../SECURITY.md', import.meta.url), 'utf8');
    for (const { id } of LOWERING) expect(page, id).toMatch(new RegExp(`^\\| .*\`${id}\``, 'm'));
  });

  it('include every fix whose lines take a check or an encryption away', () => {
    const takesAway =
      /insecure|authonly|strict_?\w*\s*[=:]?\s*(?:false|off|no)\b|disable\w*: true|verify(?:_peer)?\s*[=:]?\s*(?:off|none|no|0|false)\b|skip_?verify|check\.enabled=false|--protocol HTTP\b/i;
    for (const { id, lines, lowersSecurity } of FIXES) {
      expect([id, takesAway.test(lines(AUTHORITY.host, AUTHORITY))]).toEqual([
        id,
        lowersSecurity !== undefined,
      ]);
    }
  });

  test.each(readdirSync(LOCALES))('say what they open and for whom they are wrong in %s', (language) => {
    const messages: unknown = JSON.parse(readFileSync(new URL(`${language}/messages.json`, LOCALES), 'utf8'));
    const warnings = LOWERING.flatMap(({ lowersSecurity }) =>
      lowersSecurity ? [lowersSecurity.opens.key, lowersSecurity.wrongFor.key] : [],
    );
    expect(new Set(warnings).size).toBe(2 * LOWERING.length);
    for (const key of [...warnings, 'ui_lowers_security']) {
      expect(messages).toHaveProperty([key, 'message'], expect.stringMatching(/\S{5}/));
    }
  });

  it('are never among the first three, in any situation', () => {
    for (const { name, incident, certificate } of SITUATIONS) {
      for (const steps of offered(diagnose(incident, certificate))) {
        expect(lowering(steps.slice(0, 3)), name).toEqual([]);
      }
    }
  });

  it('are not offered on the word of a response, whatever it says', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        if (!/^[a-z.]+[a-z]$/.test(incident.authority.host)) return;
        const told = diagnose({ ...incident, checks: [], pasted: [] });
        expect(offered(told).flatMap(lowering)).toEqual([]);
      }),
      { numRuns: 300 },
    );
    for (const page of [APACHE, CADDY]) {
      const told = diagnose(incidentOf(page, { neighbours: [neighbour('www.shop.example')] }));
      expect(offered(told).flatMap(lowering)).toEqual([]);
    }
  });

  describe('once a check has shown the connection', () => {
    const incident = incidentOf(APACHE, {
      neighbours: [neighbour('www.shop.example')],
      pasted: [{ time: 0, program: 'curl', host: 'shop.example', status: 421, address: '192.0.2.10' }],
      checks: [check('repeat', [response(421)])],
    });

    it('are offered late, with the warning in every format, and never in the mail', () => {
      const steps = offered(diagnose(incident)).find((list) => lowering(list).length > 0) ?? [];
      expect(steps.findIndex(({ id }) => id === 'apache-sni-policy')).toBeGreaterThanOrEqual(3);
      const warning = 'A connection that was opened for one site may then carry requests for another';
      expect(incidentAsMarkdown(incident, diagnose, OPTIONS, say)).toContain(
        `**This lowers security.** ${warning}`,
      );
      expect(incidentAsJson(incident, diagnose, OPTIONS, say)).toContain(`"opens": "${warning}`);
      expect(mailFor(incident, diagnose, OPTIONS, say).body).not.toContain('client-certificate settings');
    });
  });
});
