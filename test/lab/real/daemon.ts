import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOOPBACK } from './ports.js';

/** ms until a server must listen: Caddy on a busy machine takes seconds. */
const START = 20_000;
/** ms that a server has to end by itself. */
const END = 1500;

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

/** Kills a server with its workers: it leads a process group of its own. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
}

/** Starts a server in the foreground and waits until it listens; throws with its log if it does not. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const out = openSync(options.logFile, 'a');
  const child = spawn(options.file, options.args, {
    cwd: options.folder,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', out, out],
    detached: true,
  });
  closeSync(out);
  let failure = '';
  child.once('error', (error) => {
    failure = error.message;
  });
  const endedByItself = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  // A test run that is broken off leaves no server behind.
  const atExit = () => killGroup(child);
  process.once('exit', atExit);

  const log = () => readFile(options.logFile, 'utf8');
  const stop = async () => {
    if (!hasEnded(child)) child.kill('SIGTERM');
    await Promise.race([endedByItself, sleep(END)]);
    killGroup(child);
    await endedByItself;
    process.off('exit', atExit);
  };

  const late = Date.now() + START;
  for (const port of options.ports) {
    while (!(await isOpen(port))) {
      if (!hasEnded(child) && Date.now() < late) {
        await sleep(40);
        continue;
      }
      await stop();
      throw new Error(`${options.file} does not listen on ${port}: ${failure}\n${await log()}`);
    }
  }
  if (hasEnded(child)) {
    await stop();
    throw new Error(`${options.file} ended: another program holds its port?\n${await log()}`);
  }
  return { log, stop };
}
