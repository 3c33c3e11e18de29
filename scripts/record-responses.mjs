/**
 * Records what real programs write when they answer 421, alone and behind real gateways, over HTTP/1 and HTTP/2, into
 * test/fixtures/recorded: the exact response, the programs with their versions, and what is right to say of it.
 *   node scripts/record-responses.mjs [--only TEXT] [--show]
 * `--only`: those rows alone whose names have the text.
 * Takes Debian 12's packages, which it names if they are missing, npm's as scripts/record-responses/package-lock.json pins
 * them, and some minutes. Run it as root. No test needs it: the recordings are in the repository.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { alike, ask } from './record-responses/ask.mjs';
import { makeCertificates } from './record-responses/certificates.mjs';
import { demandPackages, installApplications, openWork } from './record-responses/prepare.mjs';
import { programNames } from './record-responses/programs.mjs';
import { ROWS } from './record-responses/rows.mjs';
import { startPrograms } from './record-responses/start.mjs';

const FIXTURES = fileURLToPath(new URL('../test/fixtures/recorded/', import.meta.url));

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : '';
const show = process.argv.includes('--show');

demandPackages();

const { folder, work } = openWork('record-responses-');
const rows = ROWS.filter(({ name }) => name.includes(only));
const failures = [];
const recorded = [];
try {
  installApplications(folder, work);
  const files = makeCertificates(work);
  const portOf = await startPrograms(work, files, rows, (name, error) =>
    failures.push(`${name}: ${error.message}`),
  );
  const names = programNames(work);
  for (const { name, set, programs, url, to, protocol, before = 0, expect } of rows) {
    const question = { url, port: portOf(to, url.startsWith('http:'), programs[1]), protocol };
    try {
      for (let asked = 0; asked < before; asked++) await ask({ ...question, agent: 'chromium' });
      const seen = await ask({ ...question, agent: 'chromium' });
      if (!/^HTTP\/\S+ 421/.test(seen.statusLine))
        throw new Error(`${seen.statusLine} ${seen.body.slice(0, 300)}`);
      const inFirefox = await ask({ ...question, agent: 'firefox' });
      recorded.push({
        set,
        row: {
          name,
          programs: programs.map((id) => names(id)),
          url,
          ...seen,
          ...(alike(seen, inFirefox)
            ? {}
            : { inFirefox: { headers: inFirefox.headers, body: inFirefox.body } }),
          expect,
        },
      });
      if (show)
        console.log(`\n### ${name}\n${[seen.statusLine, ...seen.headers].join('\n')}\n\n${seen.body}`);
    } catch (error) {
      failures.push(`${name}: ${error.message}`);
    }
  }
} finally {
  await work.stop();
  if (failures.length === 0) rmSync(folder, { recursive: true, force: true });
}

/** With --only, the other rows of a set stay as they are; rows that are no longer asked for go. */
function withEarlier(file, set, inSet) {
  const earlier = only !== '' && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const names = ROWS.filter((row) => row.set === set).map(({ name }) => name);
  return names.flatMap(
    (name) => inSet.find((row) => row.name === name) ?? earlier.find((row) => row.name === name) ?? [],
  );
}

mkdirSync(FIXTURES, { recursive: true });
for (const set of new Set(recorded.map((one) => one.set))) {
  const file = path.join(FIXTURES, `${set}.json`);
  const inSet = recorded.filter((one) => one.set === set).map(({ row }) => row);
  const all = withEarlier(file, set, inSet);
  writeFileSync(file, `${JSON.stringify(all, undefined, 2)}\n`);
  execFileSync('npx', ['biome', 'format', '--write', file], { stdio: 'ignore' });
  console.log(`${file}: ${all.length} responses`);
}
for (const failure of failures) console.error(failure);
console.log(
  `${recorded.length} recorded, ${failures.length} failed${failures.length > 0 ? `; see ${folder}` : ''}`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
