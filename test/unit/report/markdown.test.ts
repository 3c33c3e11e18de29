import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { incidentAsMarkdown } from '../../../src/report/markdown.js';
import { codeBlock, codeSpan, escaped } from '../../../src/report/markdown-text.js';
import { incidentOf } from '../../fixtures/build.js';
import { outsideCode } from './commonmark.js';
import { diagnosis, OPTIONS, shop } from './incidents.js';
import { say } from './say.js';

const report = (incident = shop(), options = OPTIONS, of = diagnosis()) =>
  incidentAsMarkdown(incident, of, options, say);

describe('a report for a ticket', () => {
  const text = report();

  it('says what happened, when, how often, and in which browser', () => {
    expect(text).toMatch(/^# 421 Misdirected Request: `https:\/\/shop\.example`\n/);
    expect(text).toContain('- **Times:** 7\n');
    expect(text).toContain('- **First:** 2026-11-23 11:00:00 UTC\n');
    expect(text).toContain('- **Last:** 2026-11-23 12:00:00 UTC\n');
    expect(text).toContain('- **Browser:** Chromium 156, normal window\n');
  });

  it('is for all hosts with the same fault; of other sites’ hosts it says how many', () => {
    const alsoAt = ['img.shop.example', 'cdn.partner.example'];
    expect(report(shop(), { ...OPTIONS, alsoAt })).toContain(
      '- **Same fault at:** `img.shop.example`, hosts of other sites: 1\n',
    );
  });

  it('begins with the verdict, its confidence and what would settle it', () => {
    expect(text.split('\n\n').slice(1, 5)).toEqual([
      '**nginx, in front of this site, connects to Apache httpd with the wrong server name (SNI).**',
      'Confidence: Likely (`origin-sni`)',
      expect.stringContaining('`shop.example`'),
      expect.stringContaining('What would decide it:'),
    ]);
  });

  it('tells evidence for and against apart, with weights and sources', () => {
    expect(text).toMatch(
      /\*\*For\*\*\n\n- .* \(strong; RFC 9110 section 7\.4\)\n\n\*\*Against\*\*\n\n- .*\(moderate; measured/,
    );
  });

  it('tells the connection, and why a field is empty', () => {
    expect(text).toContain('- **Address:** `192.0.2.10`\n');
    expect(text).toContain('- **Response headers:** `server: nginx`, `via: 1.1 gateway`\n');
    expect(text).toContain('- **Certificate:** This browser does not give it to extensions\n');
    expect(text).toContain('- **Answered by:** Apache httpd\n- **Passed on by:** nginx\n');
  });

  it('has the operator’s steps only, with configuration, commands and manuals', () => {
    expect(text).toContain('## What to do\n\n### Fix it\n\n- **My browser: nginx**');
    expect(text).not.toContain('**Hello,**');
    expect(text).toContain('  ```\n  proxy_ssl_server_name on;\n\n  proxy_ssl_name $host;\n  ```\n');
    expect(text).toContain('  ```\n  curl -sv https://shop.example/\n  ```\n');
    expect(text).toContain('  <https://manual.example/page#section>\n');
  });

  it('has the visitor’s steps where there is none for an operator', () => {
    const steps =
      diagnosis()(shop()).findings[0]?.steps.filter(({ audience }) => audience === 'visitor') ?? [];
    expect(report(shop(), OPTIONS, diagnosis({ steps }))).toContain('1. **Hello,**');
  });

  it('names the other causes and what was ruled out', () => {
    expect(text).toContain('- **Shared keep-alive connections to the origin** (Possible): ');
    expect(text).toContain('- **Shared connection:** ');
  });

  it('claims no confidence where the cause is not known', () => {
    const unclear = incidentOf([{ headers: ['content-type: text/html'], body: null, type: 'image' }]);
    const told = report(unclear, OPTIONS, diagnose);
    expect(told).toContain('\nConfidence: Cause not known (`unknown`)\n');
  });

  it('says who made it', () => {
    expect(text).toMatch(/Made by Missent `1\.2\.3`, .*\n$/);
  });

  it('writes commands for the chosen shell', () => {
    expect(report(shop(), { ...OPTIONS, shell: 'powershell' })).toContain(
      'curl.exe -sv https://shop.example/',
    );
  });
});

describe('paths and secrets', () => {
  it('are left out', () => {
    const text = report();
    expect(text).not.toMatch(/SECRET/);
    expect(text).toContain('`GET https://shop.example/…`');
    expect(text).toContain('Paths and query strings were left out.');
  });

  it('are there where the user takes paths in, but never cookies', () => {
    const text = report(shop(), { ...OPTIONS, includePaths: true });
    expect(text).toContain('`GET https://shop.example/orders/SECRETPATH?token=SECRETQUERY`');
    expect(text).not.toContain('SECRETCOOKIE');
    expect(text).not.toContain('were left out');
  });

  it('leave out sites that only share the address', () => {
    const seen = {
      port: 443,
      address: '192.0.2.10',
      protocol: 'h2',
      firstSeen: 1,
      lastSeen: 2,
      count: 1,
    } as const;
    const neighbours = ['www.shop.example', 'clinic.test'].map((host) => ({
      ...{ ...seen, host, lastStatus: 200, misdirected: 0 },
    }));
    const text = report(shop({ neighbours }));
    expect(text).toContain('`www.shop.example`, not named here: 1');
    expect(text).not.toContain('clinic');
    const certificate = { dnsNames: ['clinic.test'], addresses: [] };
    expect(report(shop({ neighbours }), { ...OPTIONS, certificate })).toContain(
      '`clinic.test`, not named here: 1',
    );
  });
});

describe('checks and pasted outputs', () => {
  it('stand in it with what was sent and what came back', () => {
    const text = report(
      shop({
        checks: [
          {
            ...{ id: 'repeat', time: 0, state: 'done', sent: ['GET https://shop.example/SECRETPATH'] },
            responses: [
              {
                ...{ url: 'https://shop.example/SECRETPATH', method: 'GET', status: 421 },
                ...{ statusLine: '', protocol: 'h2', headers: [] },
              },
            ],
          },
          {
            id: 'address',
            time: 0,
            state: 'timed_out',
            sent: [],
            responses: [],
            dns: { addresses: ['192.0.2.9'] },
          },
          {
            id: 'retry',
            time: 0,
            state: 'done',
            sent: [],
            responses: [],
            way: 'private',
            reported: 'recovered',
          },
        ],
        pasted: [
          {
            ...{ time: 0, program: 'openssl', host: 'shop.example', port: 443, sni: null },
            certificate: {
              dnsNames: ['a.example'],
              addresses: [],
              namesComplete: true,
              verifyError: 'expired',
            },
          },
        ],
      }),
    );
    expect(text).toContain(
      '- **Same request again:** `1970-01-01 00:00:00 UTC`, `GET https://shop.example/… → 421`\n',
    );
    expect(text).toContain(
      '- **Address that DNS gives:** no response in time, `1970-01-01 00:00:00 UTC`, `192.0.2.9`\n',
    );
    expect(text).toContain('- **The page on a new connection:** it worked, ');
    expect(text).toContain(
      '- `openssl: shop.example:443`, `SNI: -`, `names: a.example`, `verify: expired`\n',
    );
  });
});

describe('hostile values', () => {
  const markup = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'`*_[]()<>#|~!&@\\\n\r -+.:/axE1') }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '![x](https://evil.test/p.png)',
      '[click](javascript:alert(1))',
      '@everyone #1',
      '``` `` `',
      '\n# heading\n\n---\n',
      '\u202egnp.exe',
      '&lt;b&gt;',
      'https://evil.test/',
      'www.evil.test',
      '',
    ),
  );

  it('stay in code and on their line', () => {
    fc.assert(
      fc.property(
        fc.array(markup, { minLength: 4, maxLength: 4 }),
        ([server = '', line = '', name = '', arg = '']) => {
          const incident = incidentOf({
            headers: [`server: EVIL${server}`],
            statusLine: `EVIL${line}`,
            address: `EVIL${name}`,
          });
          const certificate = { dnsNames: [`EVIL.${name}`], addresses: [], issuer: `EVIL.${arg}` };
          const evil = { key: 'report_mail_times', args: [`EVIL.${arg}`] } as const;
          const text = report(
            incident,
            { ...OPTIONS, certificate },
            diagnosis({ verdict: evil, operator: evil }),
          );
          // Runs of letters and digits may stand in a sentence; nothing that means something may.
          const outside = outsideCode(text);
          expect(outside).not.toMatch(/EVIL[\p{L}\p{N} ,]*[`_[\]()<>#|~!&@\\/+]/u);
          expect(outside).not.toMatch(/<script|@everyone|evil\.test|\]\(/);
          expect(text.split('\n').filter((one) => one.startsWith('# '))).toHaveLength(1);
          expect(text).not.toMatch(/[\u202e\r]/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never make it throw, whatever the diagnosis says of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.double(), (value, time) => {
        const incident = incidentOf(
          { headers: [`server: ${value}`, `via: ${value}`], statusLine: value, body: value, address: value },
          { firstSeen: time, lastSeen: time },
        );
        expect(report(incident, OPTIONS, diagnose)).toContain('Missent');
      }),
    );
  });
});

describe('pieces of Markdown', () => {
  it.each([
    ['a', '`a`'],
    ['`', '`` ` ``'],
    ['a``b`', '``` a``b` ```'],
    [' a ', '`  a  `'],
    ['', '–'],
    ['  ', '–'],
    ['a\nb', '`a\ufffdb`'],
  ])('codeSpan(%j) is %j', (value, expected) => {
    expect(codeSpan(value)).toBe(expected);
    expect(outsideCode(codeSpan(value))).toBe(expected === '–' ? '–' : '\u25a1');
  });

  it('codeBlock has a fence that its lines cannot close', () => {
    expect(codeBlock('a\n```\n````\nb')).toBe('`````\na\n```\n````\nb\n`````');
  });

  it.each([
    ['every <VirtualHost> of *', 'every \\<VirtualHost\\> of \\*'],
    ['proxy_ssl_name stays', 'proxy_ssl_name stays'],
    ['_slanted_', '\\_slanted\\_'],
    ['&lt; & &', '\\&lt; & &'],
    ['1. first', '1\\. first'],
    ['- first', '\\- first'],
  ])('escaped(%j) is %j', (text, expected) => {
    expect(escaped(text)).toBe(expected);
  });
});
