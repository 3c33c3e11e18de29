import { connect, createServer, type Socket } from 'node:net';
import { LOOPBACK } from '../../lab/real/ports.js';

/** A balancer in front of servers: all new connections go to the one that is chosen. */
export interface NodeSwitch {
  /** Ends the connections to the one before. */
  readonly to: (port: number) => void;
  readonly close: () => Promise<void>;
}

export async function nodeSwitch(listenOn: number): Promise<NodeSwitch> {
  const sockets = new Set<Socket>();
  let chosen = 0;
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const server = createServer((socket) => {
    const node = connect(chosen, LOOPBACK);
    for (const [one, other] of [
      [socket, node],
      [node, socket],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    socket.pipe(node).pipe(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listenOn, LOOPBACK, resolve);
  });
  return {
    to: (port) => {
      chosen = port;
      end();
    },
    close: async () => {
      end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
