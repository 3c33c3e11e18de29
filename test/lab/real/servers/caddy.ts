import { startDaemon } from '../daemon.js';
import { freePort } from '../ports.js';
import { fileOf } from '../programs.js';
import type { Scene } from '../scene.js';

/** Starts Caddy with the given site blocks; `options` are lines of the global options block. */
export async function startCaddy(
  scene: Scene,
  ports: readonly number[],
  sites: string,
  options = '',
): Promise<void> {
  const name = `caddy-${scene.count}`;
  const folder = scene.makeFolder(name);
  const file = scene.write(
    `${name}/Caddyfile`,
    `{
  admin unix/${folder}/admin
  auto_https off
  http_port ${await freePort()}
  default_bind 127.0.0.1
  storage file_system ${folder}/storage
${options}
}
${sites}
`,
  );
  scene.keep(
    'caddy',
    await startDaemon({
      file: fileOf('caddy'),
      args: ['run', '--adapter', 'caddyfile', '--config', file],
      folder,
      logFile: `${folder}/log`,
      // It keeps its own files in the user's folders otherwise.
      // The lab's authority is one of the system's to it.
      env: { SSL_CERT_FILE: scene.caFile, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
      ports,
    }),
    file,
  );
}
