/**
 * Records HAR files of programs that drive a browser, and of a proxy in its modes, over the lab (test/lab) into
 * test/fixtures/netlog/tools: NAME.har, and NAME.server.json with what the server saw. Takes Chromium, openssl, npm (the
 * programs' versions are pinned below), curl, and Debian's mitmproxy with its example har_dump.py.
 * `node scripts/record-netlog/tools.mjs [NAME...]`; HAR_TOOLS names a folder where the npm programs are installed already.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import puppeteer from 'puppeteer-core';
import { runnerImport } from 'vite';
import { EXECUTABLE, flagsFor } from './browser.mjs';
import { TOOLS_SITE } from './scenarios.mjs';

const PROGRAMS = {
  'chrome-har': '1.3.1',
  'chrome-har-capturer': '0.14.4',
  'puppeteer-har': '1.1.2',
  'playwright-core': '1.65.1',
};
const HAR_DUMP = '/usr/share/doc/mitmproxy/examples/contrib/har_dump.py';
const FOLDER = fileURLToPath(new URL('../../test/fixtures/netlog/tools/', import.meta.url));
const PAGE = 'https://www.pair.test/';

const run = promisify(execFile);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** What a page asks for by itself gets its answer. In ms. */
const SETTLE = 1500;

const work = await mkdtemp(path.join(os.tmpdir(), 'record-tools-'));
const load = async (file) =>
  (
    await runnerImport(fileURLToPath(new URL(`../../test/lab/${file}`, import.meta.url)), {
      logLevel: 'error',
    })
  ).module;

async function install() {
  const installed = process.env.HAR_TOOLS;
  if (installed) return createRequire(path.join(installed, 'package.json'));
  const wanted = Object.entries(PROGRAMS).map(([name, version]) => `${name}@${version}`);
  await writeFile(path.join(work, 'package.json'), '{"private":true}');
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted], { cwd: work });
  return createRequire(path.join(work, 'package.json'));
}

const flagsOf = (lab) => [
  ...flagsFor({
    rules: [
      ...lab.hosts.map((host) => `MAP ${host}:443 127.0.0.1:${lab.httpsPort}`),
      'MAP * ~NOTFOUND',
      'EXCLUDE 127.0.0.1',
    ],
    spki: lab.spki,
  }),
  '--disable-quic',
];

async function withPage(args, act) {
  const browser = await puppeteer.launch({ executablePath: EXECUTABLE, headless: true, args });
  try {
    return await act(await browser.newPage(), browser);
  } finally {
    await browser.close();
  }
}

const EVENTS = ['Page.frameStartedLoading', 'Page.loadEventFired', 'Page.domContentEventFired'];

const throughBrowser = {
  'chrome-har': (lab, load) =>
    withPage(flagsOf(lab), async (page) => {
      const messages = [];
      const client = await page.createCDPSession();
      client.on('*', (method, params) => {
        if (typeof method !== 'string') return;
        if (method.startsWith('Network.') || EVENTS.includes(method)) messages.push({ method, params });
      });
      await client.send('Page.enable');
      await client.send('Network.enable');
      await page.goto(PAGE);
      await pause(SETTLE);
      return load('chrome-har').harFromMessages(messages);
    }),
  'puppeteer-har': (lab, load) =>
    withPage(flagsOf(lab), async (page) => {
      const Har = load('puppeteer-har');
      const har = new Har(page);
      await har.start();
      await page.goto(PAGE);
      await pause(SETTLE);
      return har.stop();
    }),
  'chrome-har-capturer': async (lab, load) => {
    const port = await freePort();
    return withPage([...flagsOf(lab), `--remote-debugging-port=${port}`], async () => {
      const capturer = load('chrome-har-capturer').run([PAGE], { port, content: true, grace: SETTLE });
      return new Promise((resolve, reject) =>
        capturer.once('har', resolve).once('fail', (_, error) => reject(error)),
      );
    });
  },
  playwright: async (lab, load) => {
    const file = path.join(work, 'playwright.har');
    const browser = await load('playwright-core').chromium.launch({
      executablePath: EXECUTABLE,
      args: flagsOf(lab),
    });
    try {
      const context = await browser.newContext({ recordHar: { path: file } });
      const page = await context.newPage();
      // One that the test makes up itself: no server gave it.
      await page.route('**/made-up.gif', (route) => route.fulfill({ status: 421, body: 'made up' }));
      await page.goto(PAGE);
      await page.evaluate(() => fetch('/made-up.gif'));
      await pause(SETTLE);
      await context.close();
    } finally {
      await browser.close();
    }
    return JSON.parse(await readFile(file, 'utf8'));
  },
};

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Every connection goes to the lab, its TLS name stays. */
const REVERSED = ({ httpsPort }) =>
  `def server_connect(data):\n    data.server.address = ("127.0.0.1", ${httpsPort})\n`;

/** The lab's hosts have no DNS; the proxy is to see their names all the same. */
const RESOLVED = () =>
  `import socket\nresolve = socket.getaddrinfo\nsocket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if str(host).endswith(".test") else host, *rest, **more)\n`;

/** Runs mitmdump in a mode, lets `act` use its port, and gives the HAR file that it writes at its end. */
async function throughProxy(lab, mode, options, act, leading = REVERSED) {
  const port = await freePort();
  const file = path.join(work, 'mitmproxy.har');
  const lead = path.join(work, 'lead.py');
  await writeFile(lead, leading(lab));
  const proxy = spawn(
    'mitmdump',
    [
      ...['--mode', mode, '--listen-host', '127.0.0.1', '--listen-port', String(port)],
      ...['--set', `confdir=${path.join(work, 'mitmproxy')}`, '--ssl-insecure', '-q'],
      ...options.flatMap((option) => ['--set', option]),
      ...['-s', HAR_DUMP, '--set', `hardump=${file}`, '-s', lead],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const ended = new Promise((resolve) => proxy.once('exit', resolve));
  try {
    for (let turn = 0; turn < 450; turn++) {
      const open = await run('curl', ['-s', '-o', '/dev/null', `http://127.0.0.1:${port}/`]).then(
        () => true,
        ({ code }) => code !== 7,
      );
      if (open) break;
      await pause(200);
    }
    await act(port);
  } finally {
    proxy.kill('SIGINT');
    await ended;
  }
  return JSON.parse(await readFile(file, 'utf8'));
}

/** Asks the proxy as if it were the server, as clients of a proxy in reverse mode do. */
const asking = (version) => async (port) => {
  for (const target of [`https://www.pair.test:${port}/`, `https://img.pair.test:${port}/dot.gif`]) {
    const { hostname } = new URL(target);
    await run('curl', [
      ...['-sk', version, '-o', '/dev/null', '--resolve', `${hostname}:${port}:127.0.0.1`, target],
    ]);
  }
};

/** Asks through the proxy, as programs and browsers do that are set to use one. */
const askingThrough = (lab, scheme, version) => async (port) => {
  const targets = ['www.pair.test/', 'img.pair.test/dot.gif', 'www.pair.test/refused.gif'];
  for (const target of targets.map((one) => `https://${one.replace('/', `:${lab.httpsPort}/`)}`)) {
    await run('curl', ['-sk', version, '-o', '/dev/null', '-x', `${scheme}://127.0.0.1:${port}`, target]);
  }
};

const RECORDERS = {
  ...throughBrowser,
  'mitmproxy-reverse': (lab) =>
    throughProxy(
      lab,
      `reverse:https://127.0.0.1:${lab.httpsPort}`,
      ['keep_host_header=true'],
      asking('--http1.1'),
    ),
  'mitmproxy-reverse-h2': (lab) =>
    throughProxy(
      lab,
      `reverse:https://127.0.0.1:${lab.httpsPort}`,
      // By default it asks the server what it speaks before the client does, and then offers HTTP/1.1 only.
      ['keep_host_header=true', 'connection_strategy=lazy'],
      asking('--http2'),
    ),
  'mitmproxy-forward': (lab) =>
    throughProxy(lab, 'regular', [], askingThrough(lab, 'http', '--http1.1'), RESOLVED),
  'mitmproxy-forward-h2': (lab) =>
    throughProxy(lab, 'regular', [], askingThrough(lab, 'http', '--http2'), RESOLVED),
  'mitmproxy-socks': (lab) =>
    throughProxy(lab, 'socks5', [], askingThrough(lab, 'socks5h', '--http2'), RESOLVED),
  'mitmproxy-reverse-rewriting': (lab) =>
    throughProxy(lab, `reverse:https://127.0.0.1:${lab.httpsPort}`, [], asking('--http1.1')),
};

const wanted = process.argv.slice(2);
const chosen = Object.entries(RECORDERS).filter(([name]) => wanted.length === 0 || wanted.includes(name));
try {
  await mkdir(FOLDER, { recursive: true });
  const tools = chosen.some(([name]) => name in throughBrowser) ? await install() : undefined;
  const { startLab } = await load('lab.ts');
  for (const [name, record] of chosen) {
    const lab = await startLab([TOOLS_SITE]);
    try {
      const har = await record(lab, tools);
      const requests = lab.log.requests.map(({ host, method, path: target, status, connection }) => ({
        ...{ host, method, path: target, status, connection: connection.id },
        ...{ sni: connection.sni ?? null, protocol: connection.protocol },
      }));
      await writeFile(path.join(FOLDER, `${name}.har`), `${JSON.stringify(har, undefined, 1)}\n`);
      await writeFile(
        path.join(FOLDER, `${name}.server.json`),
        `${JSON.stringify({ requests }, undefined, 2)}\n`,
      );
      console.log(`${name}: ${har.log.entries.length} entries of ${requests.length} requests`);
    } finally {
      await lab.close();
    }
  }
} finally {
  await rm(work, { recursive: true, force: true });
}
