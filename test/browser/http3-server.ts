// A real server that speaks HTTP/3 (Node speaks none), at a port of its own.
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Lab } from '../lab/lab.js';
import { freePort } from '../lab/real/ports.js';
import { Scene } from '../lab/real/scene.js';
import { startCaddy } from '../lab/real/servers/caddy.js';
import { scratch } from '../lab/scratch.js';

const LOGGED = v.object({ request: v.object({ uri: v.string(), proto: v.string() }) });

export interface Http3Server {
  readonly port: number;
  /** Of the requests for a path, in their order. */
  readonly protocolsOf: (path: string) => Promise<string[]>;
  readonly stop: () => Promise<void>;
}

/** Refuses `/refused` and answers all else. The lab must have a certificate for the host. */
export async function startHttp3Server(lab: Lab, host: string): Promise<Http3Server> {
  const place = await scratch('http3');
  const port = await freePort();
  const scene = new Scene({
    folder: place.folder,
    ...{ httpsPort: port, httpPort: await freePort() },
    caFile: lab.caFile,
    certificates: {},
  });
  const stop = async (): Promise<void> => {
    await scene.stop();
    await place.remove();
  };
  const { chain, key } = lab.certificateOf(host);
  const log = `${place.folder}/requests`;
  try {
    await startCaddy(
      scene,
      [port],
      `https://${host}:${port} {
  tls ${scene.write('chain.pem', chain)} ${scene.write('key.pem', key)}
  log {
    output file ${log}
  }
  respond /refused "wrong house" 421
  respond "good"
}`,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    // One JSON object a line.
    protocolsOf: async (path) =>
      (await readFile(log, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => v.parse(LOGGED, JSON.parse(line)).request)
        .filter(({ uri }) => uri === path)
        .map(({ proto }) => proto),
    stop,
  };
}
