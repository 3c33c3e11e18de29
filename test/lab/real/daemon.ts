import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOOPBACK } from './ports.js';

/** ms until a server must listen: Caddy on a busy machine takes seconds. */
const START = 20_000;

/**
 * Runs a server for as long as its own standard input is open, so that none is left behind however the test run ends.
 * Then the server is asked to end, and after a second it is made to, with its workers: the shell leads a process group.
 */
const KEEPER = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ cat <&3 >/dev/null; kill -TERM "$server"; sleep 1; kill -KILL 0; } 2>/dev/null &
exec 3<&-
wait "$server"
`;

/** A server's process. */
export interface Daemon {
  /** What it wrote to its log so far. */
  readonly log: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

export interface DaemonOptions {
  readonly file: string;
  readonly args: readonly string[];
  /** Folder to run in. */
  readonly folder: string;
  /** File for all that it prints; its configuration may name it as the log as well. */
  readonly logFile: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ports that are open once it has started. */
  readonly ports: readonly number[];
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, LOOPBACK);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const hasEnded = ({ exitCode, signalCode, pid }: ChildProcess): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;

/** Starts a server in the foreground and waits until it listens; throws with its log if it does not. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const out = openSync(options.logFile, 'a');
  const child = spawn('sh', ['-c', KEEPER, 'sh', options.file, ...options.args], {
    cwd: options.folder,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', out, out],
    detached: true,
  });
  closeSync(out);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

  const log = () => readFile(options.logFile, 'utf8');
  const stop = async () => {
    child.stdin?.end();
    await ended;
  };
  const fail = async (what: string): Promise<never> => {
    await stop();
    throw new Error(`${options.file} ${what}\n${await log()}`);
  };

  const late = Date.now() + START;
  for (const port of options.ports) {
    while (!(await isOpen(port))) {
      if (hasEnded(child)) return fail('ended');
      if (Date.now() > late) return fail(`does not listen on ${port}`);
      await sleep(40);
    }
  }
  return hasEnded(child) ? fail('ended: does another program hold its port?') : { log, stop };
}
