/**
 * Records NetLogs of real Chromium runs over the lab (test/lab) into test/fixtures/netlog: NAME.json.gz is the log,
 * NAME.server.json what the server saw of the same run. Takes Chromium, openssl and, for HTTP/3, Caddy; for chrome://net-export, Xvfb, openbox and xdotool.
 * `node scripts/record-netlog/main.mjs [NAME...]`
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { runnerImport } from 'vite';
import { browse } from './browser.mjs';
import { recordQuic } from './caddy.mjs';
import { exportLog } from './net-export.mjs';
import { startProxy } from './proxy.mjs';
import { SCENARIOS } from './scenarios.mjs';
import { scrub } from './scrub.mjs';
import { recordWebSocket } from './websocket.mjs';

const FOLDER = fileURLToPath(new URL('../../test/fixtures/netlog/', import.meta.url));

const work = await mkdtemp(path.join(os.tmpdir(), 'record-netlog-'));

// The lab is TypeScript, which Node does not run by itself.
const load = async (file) =>
  (
    await runnerImport(fileURLToPath(new URL(`../../test/lab/${file}`, import.meta.url)), {
      logLevel: 'error',
    })
  ).module;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const seenBy = (lab) =>
  lab.log.requests.map(({ host, method, path: target, status, connection }) => ({
    host,
    method,
    path: target,
    status,
    connection: connection.id,
    sni: connection.sni ?? null,
    protocol: connection.protocol,
  }));

async function recordLab({ site, more, urls, flags = [], proxied, exported, killed, settle = 0 }, logFile) {
  const { startLab } = await load('lab.ts');
  const lab = await startLab([site, ...(more ? [more] : [])]);
  const proxy = proxied ? await startProxy(lab) : undefined;
  const rules = [
    ...lab.hosts.flatMap((host) => [
      `MAP ${host}:443 127.0.0.1:${lab.httpsPort}`,
      `MAP ${host}:80 127.0.0.1:${lab.httpPort}`,
    ]),
    // The browser's own errands stay out of the log.
    ...(proxy ? [] : ['MAP * ~NOTFOUND']),
  ];
  const { spki } = lab;
  try {
    if (exported) await exportLog({ ...exported, rules, spki, logFile });
    else {
      const proxyFlags = proxy ? [`--proxy-server=127.0.0.1:${proxy.port}`] : [];
      await browse({
        urls,
        rules,
        spki,
        flags: ['--disable-quic', ...proxyFlags, ...flags],
        ...{ logFile, killed },
        during: () => pause(settle),
      });
    }
    return seenBy(lab);
  } finally {
    proxy?.close();
    await lab.close();
  }
}

async function recordCaddy({ caddy }, logFile) {
  const { makeCertificates } = await load('certificates.ts');
  const folder = await mkdtemp(path.join(work, 'caddy-'));
  return recordQuic(caddy, {
    logFile,
    work: folder,
    certificates: await makeCertificates(folder, [caddy.names]),
  });
}

async function recordSockets({ webSocket }, logFile) {
  const { makeCertificates } = await load('certificates.ts');
  const folder = await mkdtemp(path.join(work, 'sockets-'));
  return recordWebSocket(webSocket, {
    logFile,
    certificates: await makeCertificates(folder, [webSocket.names]),
  });
}

const recorderOf = ({ caddy, webSocket }) => (caddy ? recordCaddy : webSocket ? recordSockets : recordLab);

const wanted = process.argv.slice(2);
try {
  for (const scenario of SCENARIOS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const logFile = path.join(work, `${scenario.name}.json`);
    const requests = await recorderOf(scenario)(scenario, logFile);
    const log = scrub(await readFile(logFile, 'utf8'));
    await writeFile(path.join(FOLDER, `${scenario.name}.json.gz`), gzipSync(log, { level: 9 }));
    await writeFile(
      path.join(FOLDER, `${scenario.name}.server.json`),
      `${JSON.stringify({ about: scenario.about, ...(scenario.partial ? { partial: true } : {}), requests }, undefined, 2)}\n`,
    );
    console.log(
      `${scenario.name}: ${requests.filter(({ status }) => status === 421).length} of ${requests.length} answers were 421, log ${log.length} bytes`,
    );
  }
} finally {
  await rm(work, { recursive: true, force: true });
}
