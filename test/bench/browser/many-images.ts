import { createSecureServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { makeCertificates } from '../../lab/certificates.js';
import type { LabAddress } from '../../lab/lab.js';
import { scratch } from '../../lab/scratch.js';

/** Below it every name is served; one certificate covers them all. */
export const DOMAIN = 'bench.test';
export const PAGE_HOST = `www.${DOMAIN}`;
/** The i-th of many hosts. */
export const manyHost = (index: number): string => `h${index}.${DOMAIN}`;

const DOT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const REFUSAL = '<h1>Misdirected Request</h1>';

/**
 * Asks each host, ten at a time, and then changes the title: all at once are more than a browser's pools take well. Asks
 * again where the browser's second try met the end of a connection (measured: one in some 400), which is no 421.
 */
const askAll = (hosts: number, serial: number): string => `
  let next = 0;
  const ask = (url, tries) =>
    fetch(url, { mode: 'no-cors' }).catch(() => { if (tries > 1) return ask(url, tries - 1); });
  const lane = async () => {
    while (next < ${hosts}) await ask('//h' + next++ + '.${DOMAIN}/no${serial}', 5);
  };
  Promise.all(Array.from({ length: 10 }, lane)).then(() => { document.title = 'done'; });`;

export interface ImageServer extends LabAddress {
  /** When a host was last answered with 421, ms since the epoch. */
  readonly refusedAt: (host: string) => number | undefined;
  readonly close: () => Promise<void>;
}

/**
 * An h2 server that is as quick as Node can be, so that what is measured is the browser:
 * - `/page?n=N` shows N images of its own host; with `&hosts=H` each of another host, of H
 * - `/refused?hosts=H` asks each of H hosts, and each responses with 421; then its title is `done`
 * - `/dot...` a picture of one pixel, never cached; `/no...` a 421
 *
 * `hosts`: how many of the names a browser must be able to resolve.
 */
export async function startImageServer(hosts: number): Promise<ImageServer> {
  const { folder, remove } = await scratch('bench');
  const certificates = await makeCertificates(folder, [[DOMAIN, `*.${DOMAIN}`]]);
  const server = createSecureServer({ key: certificates.key, cert: certificates.leaves[0]?.chain ?? '' });
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
  });
  let serial = 0;
  const refused = new Map<string, number>();
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    const url = headers[':path'] ?? '/';
    const respond = (status: number, type: string, body: string | Buffer): void => {
      stream.respond({
        ':status': status,
        'content-type': type,
        'content-length': Buffer.byteLength(body),
        'cache-control': 'no-store',
        server: 'bench',
        'x-content-type-options': 'nosniff',
        'strict-transport-security': 'max-age=300',
        etag: '"5f3e-421"',
      });
      stream.end(body);
    };
    if (url.startsWith('/dot')) return respond(200, 'image/gif', DOT);
    if (url.startsWith('/no')) {
      refused.set(headers[':authority'] ?? '', Date.now());
      // The browser's second try opens a connection for each host, and it keeps no more than 256 (Chromium).
      const { session } = stream;
      const socket = session?.socket;
      if (socket && 'servername' in socket && socket.servername !== PAGE_HOST) {
        stream.once('close', () => session.close());
      }
      return respond(421, 'text/html', REFUSAL);
    }
    const query = new URL(url, `https://${PAGE_HOST}`).searchParams;
    const count = Number(query.get('n') ?? 0);
    const across = Number(query.get('hosts') ?? 0);
    serial++;
    const images = Array.from({ length: url.startsWith('/page') ? count : 0 }, (_, i) =>
      across > 0 ? `//${manyHost(i % across)}/dot${serial}-${i}` : `/dot${serial}-${i}`,
    );
    const tags = images.map((src) => `<img width=1 height=1 src="${src}">`).join('');
    const script = url.startsWith('/refused') ? `<script>${askAll(across, serial)}</script>` : '';
    respond(
      200,
      'text/html',
      `<!doctype html><meta charset=utf-8><title>Bench</title><link rel=icon href=data:,>${tags}${script}`,
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    httpsPort: port,
    httpPort: 1,
    hosts: [DOMAIN, PAGE_HOST, ...Array.from({ length: hosts }, (_, i) => manyHost(i))],
    ca: certificates.ca,
    caFile: `${folder}/ca.pem`,
    spki: certificates.spki,
    refusedAt: (host) => refused.get(host),
    close: async () => {
      for (const session of sessions) session.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
      await remove();
    },
  };
}
