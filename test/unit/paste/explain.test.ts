import fc from 'fast-check';
import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { incidentSchema } from '../../../src/model/incident.js';
import { incidentOfText } from '../../../src/sources/paste/response/incident-of-text.js';
import { readResponseText } from '../../../src/sources/paste/response/responses-in-text.js';
import { SAMPLES, sampleOf } from '../../fixtures/explained/samples.js';

const NOW = Date.UTC(2026, 10, 28);
const SECRET = /SECRET/;

async function foundIn(text: string) {
  const result = await readResponseText(text);
  if (!result.read) throw new Error(`refused: ${result.why.key}`);
  return result;
}

const names = SAMPLES.map(({ name }) => name);

it('are sixty texts or more, most of them recorded', () => {
  expect(SAMPLES.length).toBeGreaterThanOrEqual(60);
  expect(SAMPLES.filter(({ made }) => made === 'recorded').length).toBeGreaterThanOrEqual(50);
});

describe.each(names)('%s', (name) => {
  const { text, kind, url, program, count = 1, cause, confidence } = sampleOf(name);

  it('is read as labelled', async () => {
    const { candidates } = await foundIn(text);
    expect(candidates).toHaveLength(1);
    expect({ ...candidates[0], kinds: candidates[0]?.kinds.join(' ') }).toMatchObject({ kinds: kind, count });
    expect(candidates[0]?.url).toBe(url);
    expect(candidates[0]?.client?.name).toBe(program);
  });

  it('is diagnosed as labelled, keeps no secret, and is stored whole', async () => {
    const { candidates } = await foundIn(text);
    const [only] = candidates;
    const incident = only && incidentOfText(only, only.url ?? 'https://typed.example/', only.client, NOW);
    expect(incident).toBeDefined();
    if (incident === undefined) return;
    const [first] = diagnose(incident).findings;
    expect(`${first?.cause} ${first?.confidence}`).toBe(`${cause} ${confidence}`);
    expect(JSON.stringify(incident)).not.toMatch(SECRET);
    expect(parse(incidentSchema, incident)).toEqual(incident);
  });

  it('is read alike with any line ends, between other lines, and behind a prompt', async () => {
    const [plain] = (await foundIn(text)).candidates;
    for (const dressed of [text.replaceAll('\n', '\r\n'), `\n\n${text}`]) {
      const [other] = (await foundIn(dressed)).candidates;
      expect(other?.url).toBe(plain?.url);
      expect(other?.kinds).toEqual(plain?.kinds);
      expect(other?.responses.map(({ headers, body }) => [headers, body])).toEqual(
        plain?.responses.map(({ headers, body }) => [headers, body]),
      );
    }
  });
});

describe('of a program', () => {
  const diagnosisOf = async (name: string) => {
    const [only] = (await foundIn(sampleOf(name).text)).candidates;
    const incident = only && incidentOfText(only, only.url ?? 'https://typed.example/', only.client, NOW);
    if (incident === undefined) throw new Error(`${name} is no incident`);
    return diagnose(incident);
  };

  it('no step is one for browsers', async () => {
    for (const name of names) {
      const { kind, program = '' } = sampleOf(name);
      if (kind.endsWith('-log') || ['safari', 'chromium', 'firefox'].includes(program)) continue;
      const actions = (await diagnosisOf(name)).findings.flatMap(({ steps }) =>
        steps.flatMap((step) => step.actions.map(({ kind }) => kind)),
      );
      expect(actions).not.toContain('retry_fresh');
      expect(actions).not.toContain('coalescing_off');
      expect(actions).not.toContain('run_checks');
    }
  });

  it('that shares no connection, sharing is ruled out', async () => {
    for (const name of ['curl-verbose', 'wget-headers', 'node-fetch-printed', 'libsoup', 'axios']) {
      expect((await diagnosisOf(name)).ruledOut.map(({ cause }) => cause)).toContain('coalesced-connection');
    }
  });
});

describe('secrets', () => {
  it('are listed by name and count', async () => {
    const { removed } = await foundIn(sampleOf('curl-verbose').text);
    expect(removed).toContainEqual({ kind: 'field', name: 'authorization', count: 2 });
    expect(removed).toContainEqual({ kind: 'field', name: 'set-cookie', count: 1 });
    expect(removed).toContainEqual({ kind: 'parameter', name: 'token', count: 2 });
  });

  it.each([
    ['a password in the URL', '$ curl -i https://me:SECRETWORD@shop.example/', 'url'],
    ['a password on the command line', "$ curl -i -u me:SECRETWORD 'https://shop.example/'", 'option'],
    ['a token in the path', `$ curl -i https://shop.example/t/${'SECRET0a'.repeat(5)}/x`, 'url'],
    ['a JSON Web Token', '$ curl -i https://shop.example/?x=eyJhbGciOi.SECRETpayload.SECRETsig', 'parameter'],
    ['a signed URL', '$ curl -i "https://shop.example/a?X-Amz-Signature=SECRETsig&b=1"', 'parameter'],
    ['a fragment', '$ curl -i https://shop.example/#SECRETtoken', 'url'],
  ])('%s is none of the incident', async (_, command, kind) => {
    const { candidates, removed } = await foundIn(`${command}\nHTTP/2 421 \nserver: nginx\n\n`);
    expect(removed.map((one) => one.kind)).toContain(kind);
    const [only] = candidates;
    expect(only?.url).toBeDefined();
    expect(
      JSON.stringify([only, only && incidentOfText(only, only.url ?? '', only.client, NOW)]),
    ).not.toMatch(SECRET);
  });
});

describe('several', () => {
  it('hosts are shown, and none is chosen', async () => {
    const both = sampleOf('curl-verbose').text + sampleOf('curl-verbose-other-host').text;
    const { candidates } = await foundIn(both);
    expect(candidates.map(({ url }) => new URL(url ?? '').hostname).sort()).toEqual([
      'shop.example',
      'www.shop.example',
    ]);
  });

  it('URLs in a text whose error names none are offered, and none is taken', async () => {
    const { candidates, mentioned } = await foundIn(sampleOf('two-urls').text);
    expect(candidates[0]?.url).toBeUndefined();
    expect(mentioned).toEqual(['https://a.example/feed', 'https://b.example/feed']);
  });

  it('logs of one request count once, and both are evidence', async () => {
    const error =
      "[Fri Nov 27 16:47:28.1 2026] [ssl:error] [pid 1:tid 2] [client 192.0.2.9:4] AH02032: Hostname a.example (default host as no SNI was provided) and hostname shop.example provided via HTTP have no compatible SSL setup for policy 'secure'\n";
    const { candidates } = await foundIn(error + sampleOf('envoy-upstream').text);
    expect(candidates[0]).toMatchObject({ count: 1 });
    expect(candidates[0]?.evidence.map(({ program }) => program)).toEqual(['envoy', 'apache']);
  });
});

describe('a number that is a status all the same', () => {
  it.each([
    'got 421 from https://shop.example/cart',
    'error 421 while loading https://shop.example/cart',
    'https://shop.example/cart returned 421 again',
    'level=warn status=421 duration=3ms url=https://shop.example/cart',
    'status code 421 but 200 was expected (https://shop.example/cart)',
  ])('%s', async (text) => {
    expect(await foundIn(text)).toMatchObject({ candidates: [{ url: 'https://shop.example/cart' }] });
  });
});

describe('what is no 421 of HTTP', () => {
  it.each([
    ['nothing', '  \n ', 'explain_empty'],
    ['prose', 'It does not work since Tuesday.', 'explain_none'],
    ['mail', '421 4.7.0 Temporary System Problem. Try again later.', 'explain_other_protocol'],
    [
      'a file server',
      'ftp> ls\n421 Service not available, remote server has closed connection.',
      'explain_other_protocol',
    ],
    ['another status', 'HTTP/1.1 404 Not Found\r\nServer: nginx\r\n\r\n', 'explain_other_status'],
    [
      'Apache’s line about no SNI',
      '[ssl:error] AH02033: No hostname was provided via SNI for a name based virtual host',
      'explain_no_sni_403',
    ],
    ['bytes', `PK\u0003\u0004${'\u0000\u0001'.repeat(200)}`, 'explain_binary'],
    ['a mail library', "smtplib.SMTPConnectError: (421, b'Service busy')", 'explain_other_protocol'],
    [
      'a mail library’s error',
      "Error: Data command failed\n  code: 'EMESSAGE',\n  response: '421 Server busy',\n  responseCode: 421,\n",
      'explain_other_protocol',
    ],
    [
      'a page that says so, of another status',
      'HTTP/2 200 \r\ncontent-type: text/html\r\n\r\n<html><title>421 Misdirected Request</title></html>',
      'explain_other_status',
    ],
    [
      'a client’s words in a server’s line of another status',
      '192.0.2.9 - - [27/Nov/2026:16:47:28 +0000] "GET / HTTP/1.1" 200 12 "-" "status 421"',
      'explain_number_only',
    ],
    ['an exit code', 'make: *** [all] Error\nexit code 421', 'explain_number_only'],
    ['a number in passing', 'We sold 421 carts today.', 'explain_number_only'],
    [
      // httpd-ssl.conf: `"%t %h %{SSL_PROTOCOL}x %{SSL_CIPHER}x \\"%r\\" %b"`, without a status.
      'bytes in Apache’s ssl_request_log',
      '[27/Nov/2026:16:47:28 +0000] 192.0.2.9 TLSv1.3 TLS_AES_256_GCM_SHA384 "GET /cart HTTP/1.1" 322\n[27/Nov/2026:16:47:28 +0000] 192.0.2.9 TLSv1.3 TLS_AES_256_GCM_SHA384 "GET /cart HTTP/1.1" 421\n',
      'explain_number_only',
    ],
    ['bytes (rsync)', 'sent 1,234 bytes  received 421 bytes  1,106.67 bytes/sec', 'explain_number_only'],
    ['rows', 'SELECT returned 421 rows from https://db.example/', 'explain_number_only'],
    ['items', 'INFO got 421 items from https://api.example/items', 'explain_number_only'],
    ['problems', 'ERROR: 421 problems found (400 errors, 21 warnings)', 'explain_number_only'],
    ['milliseconds', 'response: 421 ms from https://api.example/', 'explain_number_only'],
    ['a fraction', 'response: 421.5 kB', 'explain_none'],
    ['a share', 'status: 421 of 1000 jobs done', 'explain_number_only'],
    ['a line of a file', 'ERROR main.cpp(421): cannot open https://api.example/', 'explain_number_only'],
    ['a line of PHP', 'PHP Fatal error: Uncaught Error in /var/www/x.php(421): foo()', 'explain_number_only'],
    ['how many (ab)', 'Failed requests:        421\nNon-2xx responses:      421', 'explain_number_only'],
    ['how many (wrk)', '  Non-2xx or 3xx responses: 421', 'explain_number_only'],
  ])('%s gets a clear message', async (_, text, key) => {
    expect(await readResponseText(text)).toMatchObject({ read: false, why: { key } });
  });

  it('5 MB of text get one too', async () => {
    const lines = 'the quick brown fox jumps over the lazy dog 421 times\n'.repeat(100_000);
    expect(lines.length).toBeGreaterThan(5_000_000);
    expect(await readResponseText(lines)).toMatchObject({
      read: false,
      why: { key: 'explain_number_only' },
    });
  });
});

describe('hostile text', () => {
  const parts = fc.constantFrom(
    ...[
      'HTTP/1.1 421 ',
      '< ',
      '> ',
      '* ',
      'Set-Cookie: SECRET',
      '{"status":421',
      '" 421 ',
      ' - - [',
      'AH02032: Hostname ',
    ],
    ...[
      'https://',
      '@',
      '\n',
      '\n\n',
      '?',
      '&',
      'eyJ',
      '<script>',
      '\u0000',
      '\u202e',
      '  ',
      'status: 421,\n  headers: {\n',
    ],
  );

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(parts, fc.string({ maxLength: 12 })), { maxLength: 60 }),
        async (pieces) => {
          const result = await readResponseText(pieces.join(''));
          if (!result.read) return;
          for (const one of result.candidates)
            incidentOfText(one, one.url ?? 'https://x.example/', one.client, NOW);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['blanks', ' '.repeat(1 << 20)],
    ['one word', 'a'.repeat(1 << 20)],
    ['quotes', '"\\"'.repeat(1 << 18)],
    ['brackets', '[{('.repeat(1 << 18)],
    ['slashes', 'https://'.repeat(1 << 17)],
    [
      'lines of a log',
      '1.2.3.4 - - [27/Nov/2026:16:47:24 +0000] "GET /x HTTP/1.1" 421 1 "-" "-"\n'.repeat(12_000),
    ],
    ['fields', `HTTP/1.1 421 x\n${'a: b\n'.repeat(200_000)}`],
    ['messages', '> GET /a HTTP/2\n> Host: a.example\n> \n< HTTP/2 421 \n< a: b\n< \n'.repeat(17_000)],
    ['objects', "  status: 421,\n  headers: {\n    a: 'b',\n  },\n".repeat(20_000)],
  ])('1 MB of %s is answered', async (_, text) => {
    expect(await readResponseText(text)).toBeDefined();
  });
});
