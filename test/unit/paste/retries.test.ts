import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { incidentOfText } from '../../../src/sources/paste/response/incident-of-text.js';
import { readResponseText } from '../../../src/sources/paste/response/responses-in-text.js';
import { sampleOf } from '../../fixtures/explained/samples.js';

const NOW = Date.UTC(2026, 10, 28, 12);

async function read(text: string) {
  const result = await readResponseText(text);
  const [candidate, ...others] = result.read ? result.candidates : [];
  if (candidate === undefined || others.length > 0) throw new Error('not one host');
  const incident = incidentOfText(
    candidate,
    candidate.url ?? 'https://typed.example/',
    candidate.client,
    NOW,
  );
  if (incident === undefined) throw new Error('no incident');
  return { candidate, incident };
}

const date = (second: number) => new Date(NOW - 60_000 + second * 1000).toUTCString();
const asked = (path: string, host = 'shop.example') =>
  `> GET ${path} HTTP/2\n> Host: ${host}\n> user-agent: curl/8.5.0\n> \n`;
const answered = (status: number, second = 0) =>
  `< HTTP/2 ${status} \n< server: nginx\n< date: ${date(second)}\n< content-length: 0\n< \n`;
const AGAIN = 'Warning: Problem (retrying all errors). Will retry in 1 seconds. 1 retry left.\n';
const connected = (host: string, address = '192.0.2.1') =>
  `* Connected to ${host} (${address}) port 443 (#0)\n`;

/** A recorded text in which the last response has another status. */
const recoveredOf = (name: string, from: string, to: string): string => {
  const { text } = sampleOf(name);
  const last = text.lastIndexOf(from);
  return `${text.slice(0, last)}${to}${text.slice(last + from.length)}`;
};

describe('a program’s own retry', () => {
  it.each<[string, string, string, string]>([
    ['libsoup, which says “restarted”', 'libsoup', 'HTTP/2 421 Unknown Error', 'HTTP/2 200 OK'],
    ['curl --retry', 'curl-retry', '< HTTP/2 421', '< HTTP/2 200'],
    ['urllib3’s Retry', 'urllib3-retry', '" 421 575', '" 200 575'],
    ['Node fetch, which does it always', 'node-debug-fetch', 'HTTP 421', 'HTTP 200'],
  ])('%s: a 421 that it recovered is hidden, two are one that surfaced', async (_, name, from, to) => {
    const twice = await read(sampleOf(name).text);
    expect(twice.candidate).toMatchObject({ count: 2, retried: 1 });
    expect(twice.incident).toMatchObject({ status: 'misdirected', count: 1 });
    expect(twice.incident.occurrences[0]?.attempts).toMatchObject([
      { status: 421, hidden: true },
      { status: 421, hidden: false },
    ]);
    const once = await read(recoveredOf(name, from, to));
    expect(once.candidate).toMatchObject({ count: 1, retried: 1 });
    expect(once.incident).toMatchObject({ status: 'recovered', count: 1 });
    expect(once.incident.occurrences).toMatchObject([
      {
        outcome: 'recovered',
        exchange: { response: { status: 200 } },
        attempts: [{ hidden: true }, { status: 200 }],
      },
    ]);
    const { findings } = diagnose(once.incident);
    expect(findings[0]?.headline.key).toBe('headline_recovered_program');
    expect(findings[0]?.confidence).not.toBe('certain');
    expect(JSON.stringify([twice.incident, once.incident])).not.toContain('SECRET');
  });

  it.each<[string, string]>([
    [
      'two runs',
      `$ curl -v https://shop.example/a\n${asked('/a')}${answered(421)}$ curl -v https://shop.example/a\n${asked('/a')}${answered(200, 9)}`,
    ],
    ['nothing says that it was one', `${asked('/a')}${answered(421)}${asked('/a')}${answered(200, 9)}`],
    ['another path', `${asked('/a')}${answered(421)}${AGAIN}${asked('/b')}${answered(200, 9)}`],
  ])('is not supposed: %s', async (_, text) => {
    const { candidate, incident } = await read(text);
    expect(candidate).toMatchObject({ count: 1, retried: 0 });
    expect(incident).toMatchObject({ status: 'misdirected', count: 1 });
    expect(incident.occurrences[0]?.attempts).toBeUndefined();
  });
});

describe('good responses beside a 421', () => {
  it('of the same host show that it was well, as far as its server dated them', async () => {
    const { incident } = await read(
      `${connected('shop.example')}${asked('/a')}${answered(200)}${asked('/b')}${answered(421, 5)}`,
    );
    expect(incident.periods.map(({ kind, paths }) => [kind, paths])).toEqual([
      ['answered', undefined],
      ['misdirected', 'apart'],
    ]);
    expect(incident.periods.every(({ from }) => from < NOW)).toBe(true);
    expect(diagnose(incident).findings[0]).toMatchObject({ confidence: 'possible' });
    const turned = await read(`${asked('/a')}${answered(200)}${asked('/a')}${answered(421, 5)}`);
    expect(turned.incident.periods.at(-1)).toMatchObject({ kind: 'misdirected', paths: 'both' });
    expect(diagnose(turned.incident).findings[0]).toMatchObject({
      ...{ cause: 'balancer-inconsistent', confidence: 'likely' },
    });
    const undated = await read(
      `${asked('/a')}< HTTP/2 200 \n< server: nginx\n< \n${asked('/b')}< HTTP/2 421 \n< server: nginx\n< \n`,
    );
    expect(undated.incident.periods).toEqual([]);
  });

  it('of another host at the same address make it a neighbour, not through a proxy', async () => {
    const other = `${connected('img.example')}${asked('/', 'img.example')}${answered(200)}`;
    const { incident } = await read(`${other}${connected('shop.example')}${asked('/a')}${answered(421, 5)}`);
    expect(incident.neighbours).toMatchObject([
      { host: 'img.example', address: '192.0.2.1', misdirected: 0 },
    ]);
    const elsewhere = await read(
      `${other}${connected('shop.example', '192.0.2.2')}${asked('/a')}${answered(421, 5)}`,
    );
    expect(elsewhere.incident.neighbours).toEqual([]);
  });

  it('are none where the text has none', async () => {
    const { incident } = await read(sampleOf('curl-verbose').text);
    expect([incident.periods, incident.neighbours]).toEqual([[], []]);
  });
});
