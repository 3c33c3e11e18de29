import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Command } from '../../../../src/model/step.js';
import { renderCommand } from '../../../../src/report/commands.js';
import { fileOf } from '../programs.js';
import type { Machine } from '../scene.js';

const run = promisify(execFile);

/** Where the packages of each server have the file; the lab's stands elsewhere. */
const PACKAGED = { haproxy: '/etc/haproxy/haproxy.cfg', caddy: '/etc/caddy/Caddyfile' } as const;

/** What the packages' own programs do that the lab's servers, started from a folder, need to be told. */
const programsOf = ({ server, file, folder }: Machine): Readonly<Record<string, string>> => {
  const real = fileOf(server);
  switch (server) {
    case 'nginx':
      return { nginx: `exec ${real} -p ${folder} -e stderr -c ${file} "$@"` };
    case 'apache':
      return {
        apachectl: `case "$1" in
  configtest) exec ${real} -f ${file} -t;;
  graceful) exec ${real} -f ${file} -k graceful;;
  *) exec ${real} -f ${file} "$@";;
esac`,
      };
    case 'haproxy':
      return { haproxy: `exec ${real} "$@"`, systemctl: `kill -USR2 "$(head -n1 ${folder}/pid)"` };
    case 'caddy':
      return { caddy: `exec ${real} "$@"` };
  }
};

export interface Ran {
  readonly ended: boolean;
  readonly output: string;
}

/** Runs a line in sh; what it prints, both ways. */
async function sh(line: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  try {
    const { stdout, stderr } = await run('sh', ['-c', line], { env: { ...process.env, ...env } });
    return { ended: true, output: stdout + stderr };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return { ended: false, output: stdout + stderr };
  }
}

/** The line that is shown for a command. */
const shownLine = (command: Command): string => {
  const line = renderCommand(command, 'sh');
  if (line === undefined) throw new Error(`no line for ${command.words.join(' ')}`);
  return line;
};

/** Runs a fix's command as it is shown, at the machine. */
export function atMachine(machine: Machine, command: Command): Promise<Ran> {
  const bin = path.join(machine.folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, body] of Object.entries(programsOf(machine))) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(path.join(bin, name), 0o755);
  }
  const packaged = machine.server in PACKAGED ? PACKAGED[machine.server as keyof typeof PACKAGED] : undefined;
  const line = shownLine(command);
  return sh(packaged === undefined ? line : line.replaceAll(packaged, machine.file), {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: machine.folder,
    XDG_DATA_HOME: machine.folder,
    XDG_CONFIG_HOME: machine.folder,
  });
}

/** Runs a proof as it is shown; all names lead to the lab, whose authority curl trusts. */
export function asVisitor(
  command: Command,
  { folder, address, caFile }: { folder: string; address: string; caFile: string },
): Promise<Ran> {
  writeFileSync(path.join(folder, '.curlrc'), `connect-to = "::${address}"\ncacert = "${caFile}"\n`);
  return sh(shownLine(command), { CURL_HOME: folder });
}
