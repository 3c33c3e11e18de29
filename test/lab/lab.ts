import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { covers, makeCertificates } from './certificates.js';
import { TrafficLog } from './log.js';
import { scratch } from './scratch.js';
import { startServer } from './server.js';
import type { Handler, Site } from './site.js';

/** Where browsers find the lab; what a browser driver needs to know. */
export interface LabAddress {
  /** Ports that 443 and 80 of every lab host are led to, so that URLs carry no port (which would be evidence). */
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly hosts: readonly string[];
  /** Hosts that are not at `LITERAL`, each with its address. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** The CA's certificate: PEM, and the file it is in. */
  readonly ca: string;
  readonly caFile: string;
  /** base64 SHA-256 of the public key of all leaves */
  readonly spki: string;
}

export interface Lab extends LabAddress {
  readonly log: TrafficLog;
  /** PEM, for another server of a host of the lab. */
  readonly certificateOf: (host: string) => { readonly chain: string; readonly key: string };
  readonly close: () => Promise<void>;
}

/** The one address literal that the lab answers to. */
export const LITERAL = '127.0.0.1';

/** Every name of the lab ends in it (RFC 2606: for tests, in no DNS). */
export const TOP_LEVEL = 'test';

/** Starts the servers for the sites on free ports of the loopback address. Certificates live as long as the lab. */
export async function startLab(sites: readonly Site[]): Promise<Lab> {
  const handlers = new Map<string, Handler>();
  const lists: (readonly string[])[] = [[LITERAL]];
  for (const site of sites) {
    for (const [host, handler] of Object.entries(site.hosts)) {
      if (host !== LITERAL && !host.endsWith(`.${TOP_LEVEL}`))
        throw new Error(`${host} is no name for the lab`);
      if (handlers.has(host)) throw new Error(`two sites of the lab claim ${host}`);
      handlers.set(host, handler);
    }
    const named = Object.keys(site.hosts).filter((host) => host !== LITERAL);
    lists.push(...(site.certificates ?? named.map((host) => [host])));
  }
  const { folder, remove } = await scratch('lab');
  try {
    const certificates = await makeCertificates(folder, lists);
    const caFile = path.join(folder, 'ca.pem');
    await writeFile(caFile, certificates.ca);
    const log = new TrafficLog();
    const addresses = Object.fromEntries(sites.flatMap((site) => Object.entries(site.addresses ?? {})));
    const server = await startServer({
      certificates,
      handlerOf: (host) => handlers.get(host),
      addresses: [...new Set(Object.values(addresses))],
      origins: new Map(sites.flatMap((site) => Object.entries(site.origins ?? {}))),
      http1Only: new Set(sites.flatMap((site) => site.http1Only ?? [])),
      log,
    });
    return {
      httpsPort: server.httpsPort,
      httpPort: server.httpPort,
      hosts: [...handlers.keys()],
      addresses,
      ca: certificates.ca,
      caFile,
      spki: certificates.spki,
      log,
      certificateOf: (host) => {
        const leaf = certificates.leaves.find(({ names }) => covers(names, host));
        if (!leaf) throw new Error(`the lab has no certificate for ${host}`);
        return { chain: leaf.chain, key: certificates.key };
      },
      close: async () => {
        await server.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
