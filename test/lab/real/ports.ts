import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

// Below the ports that Linux gives to outgoing connections (32768 to 60999), so that none of those takes a port
// between two servers that use it one after the other.
const FIRST = 20_000;
const COUNT = 10_000;

const given = new Set<number>();

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '0.0.0.0', () => server.close(() => resolve(true)));
  });

/** A TCP port that nobody listens on and that this process has not given away before. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error('no free port found');
}
