import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Daemon } from './daemon.js';
import type { ServerName } from './programs.js';

/** Files of a certificate, PEM. */
export interface CertificateFiles {
  /** Leaf, then CA. */
  readonly chain: string;
  readonly key: string;
  /** Both, as HAProxy wants them. */
  readonly both: string;
}

export interface SceneParts {
  readonly folder: string;
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly caFile: string;
  readonly certificates: Readonly<Record<string, CertificateFiles>>;
}

/** Servers that a folder of files configures. */
type FolderServer = 'jetty' | 'tomcat' | 'trafficserver';
/** Servers with one file that configures them. */
export type ConfiguredServer = Exclude<ServerName, FolderServer>;

/** A server that runs here and the file that configures it. */
export interface Machine {
  readonly server: ConfiguredServer;
  /** Absolute path of its configuration. */
  readonly file: string;
  /** Absolute path of the folder with its process id and its log. */
  readonly folder: string;
}

/** What a site's servers are given, and what they leave: files below one folder, and processes. */
export class Scene {
  readonly folder: string;
  /** Where the browser's 443 arrives, and where its 80. The site's gateway listens here. */
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly caFile: string;
  readonly #certificates: SceneParts['certificates'];
  readonly #machines: Machine[] = [];
  readonly #running: { readonly server: ServerName | 'other'; readonly daemon: Daemon }[] = [];

  constructor(parts: SceneParts) {
    this.folder = parts.folder;
    this.httpsPort = parts.httpsPort;
    this.httpPort = parts.httpPort;
    this.caFile = parts.caFile;
    this.#certificates = parts.certificates;
  }

  /** A certificate of the site by its name there. */
  certificate(name: string): CertificateFiles {
    const files = this.#certificates[name];
    if (!files) throw new Error(`the site declares no certificate "${name}"`);
    return files;
  }

  /** Writes a file; gives its absolute path. Servers read it under another user. */
  write(name: string, content: string): string {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  /** An empty folder below the scene's; gives its absolute path. */
  makeFolder(name: string): string {
    const folder = path.join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** The scene ends what it is given. `file` configures it. */
  keep(server: ConfiguredServer, daemon: Daemon, file: string): void {
    this.#machines.push({ server, file, folder: path.dirname(file) });
    this.#running.push({ server, daemon });
  }

  /** The same for a server without one such file, and for a program of the lab's own. */
  keepProgram(daemon: Daemon, server: FolderServer | 'other' = 'other'): void {
    this.#running.push({ server, daemon });
  }

  /** Of one kind, in the order in which they were started: what stands behind comes first. */
  machines(server: ConfiguredServer): readonly Machine[] {
    return this.#machines.filter((machine) => machine.server === server);
  }

  /** How many servers run: a number that keeps their files apart. */
  get count(): number {
    return this.#running.length;
  }

  /** All that the servers of a kind logged. */
  async log(server: ServerName): Promise<string> {
    const logs = this.#running.filter((one) => one.server === server).map(({ daemon }) => daemon.log());
    return (await Promise.all(logs)).join('');
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.splice(0).map(({ daemon }) => daemon.stop()));
  }
}
