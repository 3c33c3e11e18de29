import { startDaemon } from '../daemon.js';
import { fileOf } from '../programs.js';
import type { Scene } from '../scene.js';

/** Starts nginx with the given `server` and `upstream` blocks. */
export async function startNginx(scene: Scene, ports: readonly number[], blocks: string): Promise<void> {
  const name = `nginx-${scene.count}`;
  const folder = scene.makeFolder(name);
  const logFile = `${folder}/log`;
  const file = scene.write(
    `${name}/nginx.conf`,
    `daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log stderr info;
events { worker_connections 128; }
http {
  access_log off;
  client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3;
  uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
  default_type text/html;
${blocks}
}
`,
  );
  const args = ['-p', folder, '-e', 'stderr', '-c', file];
  scene.keep('nginx', await startDaemon({ file: fileOf('nginx'), args, folder, logFile, ports }), file);
}
