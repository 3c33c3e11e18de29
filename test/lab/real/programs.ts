import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

export type ServerName = 'apache' | 'nginx' | 'caddy' | 'haproxy' | 'jetty' | 'tomcat' | 'trafficserver';

/** A server that a site needs, and where its behaviour changed: in which versions it is as the site says. */
export interface Need {
  readonly server: ServerName;
  /** First version. */
  readonly from?: string;
  /** First version that is different again. */
  readonly before?: string;
}

export type Installed = { readonly file: string; readonly version: string } | { readonly missing: string };

/** The program of each server and how it shows its version. */
const PROGRAMS = {
  apache: { program: 'apache2', send: ['-v'] },
  nginx: { program: 'nginx', send: ['-v'] },
  caddy: { program: 'caddy', send: ['version'] },
  haproxy: { program: 'haproxy', send: ['-v'] },
  // Its own version stands in the name of its files; Java's says nothing of it.
  jetty: { program: 'java', send: ['-version'] },
  tomcat: { program: 'java', send: ['-version'] },
  trafficserver: { program: 'traffic_server', send: ['--version'] },
} as const satisfies Record<ServerName, { program: string; send: readonly string[] }>;

/** Where Debian keeps Jetty. */
export const JETTY_HOME = '/usr/share/jetty9';
/** Where Debian keeps Tomcat. */
export const TOMCAT_HOME = '/usr/share/tomcat10';
/** Where Debian keeps Apache's modules. */
export const APACHE_MODULES = '/usr/lib/apache2/modules';

const runs = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function find(server: ServerName): Installed {
  const { program, send } = PROGRAMS[server];
  // Debian keeps servers in sbin, which is not on everyone's path.
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  const file = folders.map((folder) => path.join(folder, program)).find(runs);
  if (file === undefined) return { missing: `${program} is not installed` };
  if (server === 'apache' && !existsSync(APACHE_MODULES)) return { missing: `no ${APACHE_MODULES}` };
  if (server === 'jetty' && !existsSync(`${JETTY_HOME}/start.jar`)) return { missing: `no ${JETTY_HOME}` };
  if (server === 'tomcat' && !existsSync(`${TOMCAT_HOME}/bin/catalina.sh`)) {
    return { missing: `no ${TOMCAT_HOME}` };
  }
  const { stdout, stderr } = spawnSync(file, send, { encoding: 'utf8' });
  const version = /(\d+\.\d+\.\d+)/.exec(stdout + stderr)?.[1];
  return version === undefined ? { missing: `${program} tells no version` } : { file, version };
}

const found = new Map<ServerName, Installed>();

/** Looks for a server's program once. */
export function installed(server: ServerName): Installed {
  const known = found.get(server) ?? find(server);
  found.set(server, known);
  return known;
}

/** The program's file; throws where it is missing. */
export function fileOf(server: ServerName): string {
  const program = installed(server);
  if ('missing' in program) throw new Error(program.missing);
  return program.file;
}

const numbers = (version: string): number[] => version.split('.').map(Number);

function isBefore(version: string, other: string): boolean {
  const [own, its] = [numbers(version), numbers(other)];
  const place = own.findIndex((number, index) => number !== its[index]);
  return place >= 0 && (own[place] ?? 0) < (its[place] ?? 0);
}

/** Why the needs are not met here; undefined if they are. */
export function unmet(needs: readonly Need[]): string | undefined {
  for (const { server, from, before } of needs) {
    const program = installed(server);
    if ('missing' in program) return program.missing;
    if (from !== undefined && isBefore(program.version, from)) {
      return `${server} ${program.version} is older than ${from}`;
    }
    if (before !== undefined && !isBefore(program.version, before)) {
      return `${server} ${program.version} is no longer like those before ${before}`;
    }
  }
  return undefined;
}
