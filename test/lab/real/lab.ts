import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeCertificates } from '../certificates.js';
import type { LabAddress } from '../lab.js';
import { scratch } from '../scratch.js';
import { freePort } from './ports.js';
import { type CertificateFiles, Scene } from './scene.js';
import type { RealSite } from './site.js';

/** Real servers for one site at a time: all sites share the two ports that a browser was given when it started. */
export interface RealLab extends LabAddress {
  /** Starts a site's servers; they run until the scene is stopped. */
  readonly start: (site: RealSite) => Promise<Scene>;
  readonly close: () => Promise<void>;
}

/** Makes the certificates of all sites. Starts no server yet. */
export async function openRealLab(sites: readonly RealSite[]): Promise<RealLab> {
  const { folder, remove } = await scratch('real');
  try {
    // Servers that were started as root read pages as someone else.
    await chmod(folder, 0o755);
    const lists = [...new Set(sites.flatMap((site) => Object.values(site.certificates)))];
    const certificates = await makeCertificates(folder, lists);
    const caFile = path.join(folder, 'ca.pem');
    const key = path.join(folder, 'leaf.key');
    const filesOf = new Map<readonly string[], CertificateFiles>();
    for (const [index, names] of lists.entries()) {
      const chain = path.join(folder, `${index}.chain.pem`);
      const both = path.join(folder, `${index}.both.pem`);
      const pem = certificates.leaves[index]?.chain ?? '';
      await writeFile(chain, pem);
      await writeFile(both, pem + certificates.key);
      filesOf.set(names, { chain, key, both });
    }
    const httpsPort = await freePort();
    const httpPort = await freePort();

    const start = async (site: RealSite): Promise<Scene> => {
      const own: Record<string, CertificateFiles> = {};
      for (const [name, list] of Object.entries(site.certificates)) {
        const files = filesOf.get(list);
        if (files) own[name] = files;
      }
      const place = await mkdtemp(path.join(folder, `${site.id}-`));
      await chmod(place, 0o755);
      const scene = new Scene({ folder: place, httpsPort, httpPort, caFile, certificates: own });
      try {
        await site.start(scene);
      } catch (error) {
        await scene.stop();
        throw error;
      }
      return scene;
    };

    return {
      httpsPort,
      httpPort,
      hosts: [...new Set(lists.flat())],
      ca: certificates.ca,
      caFile,
      spki: certificates.spki,
      start,
      close: remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
