/**
 * Records what a real Chromium sends to a collector of Network Error Logging over the lab's servers into
 * test/fixtures/netlog/nel: uploads.ndjson has each upload with the time at which it came, server.json what the server
 * answered. Takes Chromium and openssl. `node scripts/record-netlog/nel.mjs`
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createSecureServer } from 'node:http2';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { browse } from './browser.mjs';

const FOLDER = fileURLToPath(new URL('../../test/fixtures/netlog/nel/', import.meta.url));
const COLLECTOR = 'collector.test';
/** Chromium sends once a minute (net/reporting/reporting_policy.h, delivery_interval); --short-reporting-delay would send each report alone. In ms. */
const DELIVERY = 75_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const { makeCertificates } = (
  await runnerImport(fileURLToPath(new URL('../../test/lab/certificates.ts', import.meta.url)), {
    logLevel: 'error',
  })
).module;

const policy = {
  nel: JSON.stringify({ report_to: 'nel', max_age: 3600, success_fraction: 1, failure_fraction: 1 }),
  'report-to': JSON.stringify({
    group: 'nel',
    max_age: 3600,
    endpoints: [{ url: `https://${COLLECTOR}/nel` }],
  }),
};

/** One script a case, so that each is over before the next begins. */
const PAGE = `<!doctype html><link rel="icon" href="data:,"><title>A page</title>`;

const uploads = [];
const sessions = new Set();
const requests = [];

function answer(stream, head) {
  const host = head[':authority'].replace(/:\d+$/, '');
  const { servername } = stream.session.socket;
  const target = head[':path'];
  if (host === COLLECTOR) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      if (head[':method'] === 'POST')
        uploads.push({ time: Date.now(), body: Buffer.concat(parts).toString() });
      stream.respond({
        ':status': 200,
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'content-type',
      });
      stream.end();
    });
    return;
  }
  const refused = host !== servername || target === '/refused.gif';
  const status = refused ? 421 : 200;
  requests.push({ host, method: head[':method'], path: target, status, sni: servername });
  stream.respond({
    ':status': status,
    'content-type': refused ? 'text/plain' : 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    ...(host.startsWith('plain.') || refused ? {} : policy),
  });
  stream.end(refused ? 'Misdirected Request\n' : PAGE);
}

const work = await mkdtemp(path.join(os.tmpdir(), 'record-nel-'));
const names = ['www.rep.test', 'img.rep.test', 'plain.rep.test'];
// Its own certificate: a collector on a shared connection would be refused like the rest.
const { key, leaves, spki } = await makeCertificates(work, [['*.rep.test'], [COLLECTOR]]);
const server = createSecureServer({
  key,
  cert: leaves[0].chain,
  SNICallback: (name, done) =>
    import('node:tls').then(({ createSecureContext }) =>
      done(null, createSecureContext({ key, cert: leaves[name === COLLECTOR ? 1 : 0].chain })),
    ),
});
server.on('stream', answer);
server.on('session', (session) => {
  sessions.add(session);
  session.on('error', () => undefined);
  session.on('close', () => sessions.delete(session));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const image = (url) =>
  `new Promise((done) => { const i = new Image(); i.onload = i.onerror = done; i.src = '${url}'; })`;

try {
  await browse({
    // Each host gives its policy on a connection of its own; then a picture comes onto the page's.
    urls: ['https://img.rep.test/policy', 'https://www.rep.test/'],
    rules: [
      ...[...names, COLLECTOR].map((name) => `MAP ${name}:443 127.0.0.1:${server.address().port}`),
      'MAP * ~NOTFOUND',
    ],
    spki,
    flags: ['--disable-quic'],
    logFile: path.join(work, 'log.json'),
    during: async (page) => {
      // Without its session img.rep.test comes onto the page's connection.
      for (const session of sessionsOf('img.rep.test')) session.close();
      await pause(500);
      for (const url of [
        'https://img.rep.test/1.gif',
        'https://www.rep.test/refused.gif',
        'https://plain.rep.test/2.gif',
      ]) {
        await page.evaluate(image(url));
        await pause(1500);
      }
      await pause(DELIVERY);
    },
  });
} finally {
  server.close();
}

await mkdir(FOLDER, { recursive: true });
await writeFile(
  path.join(FOLDER, 'uploads.ndjson'),
  `${uploads.map(({ time, body }) => JSON.stringify({ time: new Date(time).toISOString(), reports: JSON.parse(body) })).join('\n')}\n`,
);
await writeFile(path.join(FOLDER, 'server.json'), `${JSON.stringify({ requests }, undefined, 2)}\n`);
await rm(work, { recursive: true, force: true });
console.log(
  `${uploads.length} uploads, ${requests.filter(({ status }) => status === 421).length} of ${requests.length} were 421`,
);
process.exit(0);

function* sessionsOf(name) {
  for (const session of sessions) if (session.socket.servername === name) yield session;
}
