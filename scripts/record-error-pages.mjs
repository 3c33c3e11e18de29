/**
 * Records the error pages that real programs have for what is no misdirection: a path that is not there, a path that cannot be
 * decoded, a method that is not allowed. None of them may be suspected (test/unit/suspicion). Writes
 * test/fixtures/recorded/error-pages.json; takes what scripts/record-responses.mjs takes.
 *   node scripts/record-error-pages.mjs
 */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask } from './record-responses/ask.mjs';
import { makeCertificates } from './record-responses/certificates.mjs';
import { GATEWAYS } from './record-responses/gateways.mjs';
import { ORIGINS } from './record-responses/origins.mjs';
import { demandPackages, installApplications, openWork } from './record-responses/prepare.mjs';
import { programNames } from './record-responses/programs.mjs';
import { ROWS } from './record-responses/rows.mjs';
import { startPrograms } from './record-responses/start.mjs';

const FILE = fileURLToPath(new URL('../test/fixtures/recorded/error-pages.json', import.meta.url));
/** Characters of a body that are kept; no more of one is ever read. */
const KEPT = 4096;
/** Applications without a route, by the program that runs them (apps/nothing.*). */
const NODE = [
  ...[
    'express',
    'helmet',
    'koa',
    'fastify',
    'hapi',
    'hono',
    'h3',
    'nest-express',
    'connect',
    'restify',
    'polka',
  ],
  ...['tinyhttp', 'micro'],
];
const PYTHON = [
  ...[
    'flask',
    'bottle',
    'falcon',
    'fastapi',
    'starlette',
    'django',
    'django-host',
    'aiohttp',
    'tornado',
    'cherrypy',
  ],
  ...['twisted', 'http.server'],
];
const PATHS = ['/nothing/here.html', '/%zz/%', '/nothing/..%2f..%2fetc/passwd', '/index.php?id=%00'];

demandPackages();

const { folder, work } = openWork('record-error-pages-');
const pages = [];
try {
  installApplications(folder, work);
  const files = makeCertificates(work);
  const failed = (name, error) => console.error(`${name}: ${error.message.slice(0, 200)}`);
  const portOf = await startPrograms(work, files, ROWS, failed);
  const names = programNames(work);
  const places = new Map();
  for (const { id } of ORIGINS) places.set(id, { to: { origin: id }, program: id, scheme: 'http' });
  for (const { id } of GATEWAYS) places.set(id, { to: { gateway: id }, program: id, scheme: 'https' });
  const asked = [...places.values()].map(({ to, program, scheme }) => ({
    program: names(program),
    scheme,
    port: () => portOf(to, false),
  }));
  for (const [language, frameworks] of [
    [['node', 'apps/nothing.mjs'], NODE],
    [['/usr/bin/python3', 'apps/nothing.py'], PYTHON],
  ]) {
    for (const framework of frameworks) {
      const port = await work.port(`nothing ${framework}`);
      try {
        await work.start(`nothing-${framework}`, [...language, framework, String(port)], { port });
        asked.push({ program: `${framework}, no route`, scheme: 'http', port: () => port });
      } catch (error) {
        failed(framework, error);
      }
    }
  }
  for (const { program, scheme, port: portOfProgram } of asked) {
    for (const at of PATHS) {
      const url = `${scheme}://shop.example${at}`;
      try {
        const port = portOfProgram();
        const seen = await ask({ url, port, protocol: 'h1', agent: 'chromium' });
        const status = Number(/^HTTP\/\S+ (\d{3})/.exec(seen.statusLine)?.[1]);
        if (status < 400 || status === 421) continue;
        pages.push({ program, url, ...seen, body: seen.body.slice(0, KEPT) });
      } catch (error) {
        failed(`${program} ${at}`, error);
      }
    }
  }
} finally {
  await work.stop();
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync(FILE, `${JSON.stringify(pages, null, 1)}\n`);
console.log(
  `${pages.length} pages of ${new Set(pages.map(({ program }) => program)).size} programs: ${path.relative('.', FILE)}`,
);
