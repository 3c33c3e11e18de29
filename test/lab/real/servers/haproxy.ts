import { startDaemon } from '../daemon.js';
import { fileOf } from '../programs.js';
import type { Scene } from '../scene.js';

/** Starts HAProxy with the given `frontend` and `backend` sections. */
export async function startHaproxy(scene: Scene, ports: readonly number[], sections: string): Promise<void> {
  const name = `haproxy-${scene.count}`;
  const folder = scene.makeFolder(name);
  const file = scene.write(
    `${name}/haproxy.cfg`,
    `global
    log stdout format raw local0
defaults
    mode http
    log global
    option httplog
    timeout connect 5s
    timeout client 20s
    timeout server 20s
${sections}
`,
  );
  scene.keep(
    'haproxy',
    await startDaemon({
      file: fileOf('haproxy'),
      // A master that reloads, in the foreground.
      args: ['-W', '-f', file, '-p', `${folder}/pid`],
      folder,
      logFile: `${folder}/log`,
      ports,
    }),
    file,
  );
}
