import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PRODUCTS } from '../../../src/diagnosis/products/index.js';
import { openRealLab, type RealLab } from '../../lab/real/lab.js';
import { freePort, LOOPBACK } from '../../lab/real/ports.js';
import { APACHE_MODULES, type Need, unmet } from '../../lab/real/programs.js';
import type { Scene } from '../../lab/real/scene.js';
import { startApache, virtualHost } from '../../lab/real/servers/apache.js';
import { startHaproxy } from '../../lab/real/servers/haproxy.js';
import { startNginx } from '../../lab/real/servers/nginx.js';
import { isWell, type RealSite } from '../../lab/real/site.js';

const DOC = readFileSync(new URL('../../../docs/fleet.md', import.meta.url), 'utf8');
const LINES = [...DOC.matchAll(/```sh\n(.+)\n```/g)].map(([, line = '']) => line);

/** The documentation's own example (Envoy, access logging, default format string), with a status of 421. */
const ENVOY =
  '[2016-04-15T20:17:00.310Z] "POST /api/v1/locations HTTP/2" 421 - 154 0 226 100 "10.0.35.28" "nsq2http" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "locations" "tcp://10.0.2.1:80"\n';

/** Node's fetch retries a 421 once, as browsers do: the log has two for each. */
const REFUSED = 3;
const reports = (statuses: readonly number[]): string =>
  JSON.stringify(statuses.map((status_code) => ({ type: 'network-error', body: { status_code } })));

/** Starts the servers with the formats that the document names; each answers 421 to `/refused`. */
async function start(
  scene: Scene,
): Promise<{ readonly ports: readonly number[]; readonly files: Readonly<Record<string, string>> }> {
  const { folder, httpPort: nginx } = scene;
  const [apache, haproxy, sink] = [await freePort(), await freePort(), await freePort()];
  const log = (name: string) => path.join(folder, name);
  const collector = PRODUCTS.flatMap((product) => product.collector ?? [])[0];
  const authority = { scheme: 'https', host: 'a.test', port: 443 } as const;
  const [http = '', location = ''] = [collector, ...(collector?.also ?? [])].map((edit) =>
    (edit?.lines(authority.host, authority) ?? '')
      .replaceAll('127.0.0.1:8421', `${LOOPBACK}:${sink}`)
      .replaceAll('/var/log/nginx', folder),
  );
  await startNginx(
    scene,
    [nginx, sink],
    `${http}
server {
  listen ${nginx};
  access_log ${log('nginx.log')} combined;
  location /refused { return 421; }
  location / { return 200; }
  ${location}
}`,
  );
  await startApache(scene, {
    ports: [apache],
    lines: [
      `LoadModule alias_module ${APACHE_MODULES}/mod_alias.so`,
      // As Debian's apache2.conf has them.
      'LogFormat "%v:%p %h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" vhost_combined',
      'LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined',
      `CustomLog ${log('apache.log')} combined`,
      `CustomLog ${log('vhosts.log')} vhost_combined`,
      virtualHost(scene, apache, { name: 'a.test', tls: '', page: 'good', lines: 'Redirect 421 /refused' }),
    ].join('\n'),
  });
  await startHaproxy(
    scene,
    [haproxy],
    `frontend fe
    bind ${LOOPBACK}:${haproxy}
    http-request return status 421 if { path /refused }
    http-request return status 200`,
  );
  return {
    ports: [nginx, apache, haproxy],
    files: {
      '/var/log/nginx/access.log': log('nginx.log'),
      '/var/log/nginx/nel.log': log('nel.log'),
      '/var/log/apache2/access.log': log('apache.log'),
      '/var/log/apache2/other_vhosts_access.log': log('vhosts.log'),
      '/var/log/haproxy.log': path.join(scene.machines('haproxy')[0]?.folder ?? '', 'log'),
      '/var/log/envoy/access.log': scene.write('envoy.log', ENVOY),
    },
  };
}

const run = async (line: string, files: Readonly<Record<string, string>>): Promise<string> => {
  const own = Object.entries(files).reduce((text, [theirs, ours]) => text.replaceAll(theirs, ours), line);
  expect(own).not.toContain('/var/log');
  return (await promisify(execFile)('sh', ['-c', own])).stdout;
};

const linesIn = (file: string): number => readFileSync(file, 'utf8').trim().split('\n').length;

/** The line that reads a file and, where several do, has the word. */
const lineFor = (file: string, word = ''): string =>
  LINES.find((line) => line.includes(file) && line.includes(word)) ?? `no line reads ${file}`;

const NEEDS: readonly Need[] = [{ server: 'nginx' }, { server: 'apache' }, { server: 'haproxy' }];
const missing = NEEDS.map((need) => unmet([need])).find((reason) => reason !== undefined);
if (missing !== undefined) console.warn(`SKIPPED: the lines of docs/fleet.md: ${missing}`);

describe.skipIf(missing !== undefined)('the lines of docs/fleet.md, on logs of real servers', () => {
  let lab: RealLab | undefined;
  let scene: Scene | undefined;
  let files: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    let ports: readonly number[] = [];
    const site: RealSite = {
      ...{ id: 'fleet', title: 'three servers with logs', needs: NEEDS, visits: [] },
      certificates: { unused: ['a.test'] },
      ...isWell(''),
      start: async (own) => {
        ({ ports, files } = await start(own));
      },
    };
    lab = await openRealLab([site]);
    scene = await lab.start(site);
    for (const port of ports) {
      const at = `http://${LOOPBACK}:${port}`;
      for (let n = 0; n < REFUSED; n++) {
        expect((await fetch(`${at}/refused?421`)).status).toBe(421);
        expect((await fetch(`${at}/?size=421`, { headers: { 'user-agent': 'a 421 b' } })).status).toBe(200);
      }
    }
    for (const statuses of [[421, 200], [200], [421, 421]]) {
      await fetch(`http://${LOOPBACK}:${ports[0]}/nel`, { method: 'POST', body: reports(statuses) });
    }
    await vi.waitUntil(() => Object.values(files).every((file) => existsSync(file)), { timeout: 5000 });
    // Apache writes a line after the response has gone.
    await vi.waitUntil(
      () => Object.entries(files).every(([theirs, ours]) => theirs.includes('envoy') || linesIn(ours) >= 3),
      { timeout: 5000 },
    );
  }, 60_000);
  afterAll(async () => {
    await scene?.stop();
    await lab?.close();
  });

  it('all read a file that is here', () => {
    expect(LINES.length).toBeGreaterThanOrEqual(7);
    for (const line of LINES) expect(Object.keys(files).some((file) => line.includes(file))).toBe(true);
  });

  it.each([
    ['/var/log/nginx/access.log', /^\s*6 \d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d\n$/],
    ['/var/log/apache2/access.log', /^\s*6 \d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d\n$/],
    ['/var/log/apache2/other_vhosts_access.log', /^\s*6 a\.test:\d+\n$/],
    ['/var/log/haproxy.log', /^\s*6 \[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d\n$/],
    ['/var/log/nginx/nel.log', /^3 \d{4}-\d\d-\d\dT\d\d\n$/],
    ['/var/log/envoy/access.log', /^\s*1 2016-04-15T20 locations\n$/],
  ])('%s', async (file, printed) => {
    expect(await run(lineFor(file), files)).toMatch(printed);
  });

  it('an alert is printed on a rise alone', async () => {
    const line = lineFor('/var/log/nginx/access.log', 'before');
    const real = readFileSync(files['/var/log/nginx/access.log'] ?? '', 'utf8').split('\n');
    const refused = real.find((one) => one.includes('" 421 ')) ?? '';
    const hours = (...counts: readonly number[]): string =>
      counts
        .flatMap((count, hour) =>
          Array.from({ length: count }, () => refused.replace(/(\d{4}):\d\d:/, `$1:0${hour}:`)),
        )
        .join('\n');
    const printed = async (...counts: readonly number[]): Promise<string> => {
      const file = scene?.write('alert.log', `${hours(...counts)}\n`) ?? '';
      return run(line, { '/var/log/nginx/access.log': file });
    };
    expect(await printed(4, 6, 30)).toMatch(/^30 421s in the hour .*:02, 5 before\n$/);
    expect(await printed(4, 6, 15)).toBe('');
    expect(await printed(20, 20, 30)).toBe('');
    expect(await printed(50)).toBe('');
  });
});
