import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const ADDRESS = '127.0.0.1';
/** What a program may take until it listens. In ms; Tomcat needs most of it. */
const START_MS = 60_000;
// Debian keeps servers in sbin, which is not on everyone's path.
const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin`;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const isOpen = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, ADDRESS);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** A folder, free ports by name, and the programs that run there. */
export class Work {
  #ports = new Map();
  #holders = [];
  #children = [];

  constructor(folder) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  at(...parts) {
    return path.join(this.folder, ...parts);
  }

  /** Gives the file's absolute path. */
  write(name, text, mode = 0o644) {
    const file = this.at(name);
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o777 });
    writeFileSync(file, text, { mode });
    return file;
  }

  makeFolder(name) {
    mkdirSync(this.at(name), { recursive: true, mode: 0o777 });
    return this.at(name);
  }

  /** A free port, the same for the same name. */
  async port(name) {
    const known = this.#ports.get(name);
    if (known !== undefined) return known;
    const holder = net.createServer().listen(0, ADDRESS);
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address();
    this.#ports.set(name, port);
    this.#holders.push(holder);
    await new Promise((resolve) => holder.close(resolve));
    return port;
  }

  /** Starts a program and waits until it listens on its port. Its output goes to NAME.log. */
  async start(name, [command, ...args], { port, env = {}, cwd = this.folder, uid } = {}) {
    const log = this.at(`${name}.log`);
    const output = openSync(log, 'w');
    const child = spawn(command, args, {
      cwd,
      env: { PATH, HOME: this.folder, LC_ALL: 'C.UTF-8', NODE_ENV: 'production', ...env },
      stdio: ['ignore', output, output],
      detached: true,
      ...(uid === undefined || process.getuid() !== 0 ? {} : { uid, gid: uid }),
    });
    closeSync(output);
    let ended;
    child.once('error', (error) => {
      ended = String(error);
    });
    child.once('exit', (code) => {
      ended = `exit code ${code}`;
    });
    this.#children.push(child);
    for (const until = Date.now() + START_MS; Date.now() < until; await pause(50)) {
      if (await isOpen(port)) return;
      if (ended !== undefined) break;
    }
    throw new Error(`${name} does not listen (${ended}): ${readFileSync(log, 'utf8').slice(-1500)}`);
  }

  /** Ends all programs with what they started. */
  async stop() {
    for (const child of this.#children) {
      if (child.pid === undefined || child.exitCode !== null) continue;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    await pause(200);
  }
}
