import { copyFileSync } from 'node:fs';
import { startDaemon } from '../daemon.js';
import { TOMCAT_HOME } from '../programs.js';
import type { CertificateFiles, Scene } from '../scene.js';

/** Starts Tomcat with TLS, a host configuration for each name, and one page. It compares SNI with Host by default. */
export async function startTomcat(
  scene: Scene,
  { port, certificates }: { port: number; certificates: Readonly<Record<string, CertificateFiles>> },
): Promise<void> {
  const name = `tomcat-${scene.count}`;
  const folder = scene.makeFolder(name);
  for (const own of ['logs', 'temp', 'work', 'webapps/ROOT']) scene.makeFolder(`${name}/${own}`);
  scene.write(`${name}/webapps/ROOT/index.html`, '<title>Shop</title>The shop.');
  const hosts = Object.entries(certificates).map(
    ([host, { chain, key }]) =>
      `<SSLHostConfig hostName="${host}"><Certificate certificateFile="${chain}" certificateKeyFile="${key}"/></SSLHostConfig>`,
  );
  scene.write(
    `${name}/conf/server.xml`,
    `<Server port="-1"><Service name="Catalina">
<Connector port="${port}" address="127.0.0.1" SSLEnabled="true" scheme="https" secure="true" defaultSSLHostConfigName="${Object.keys(certificates)[0]}">
${hosts.join('\n')}
</Connector>
<Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps"/></Engine>
</Service></Server>`,
  );
  copyFileSync('/etc/tomcat10/web.xml', `${folder}/conf/web.xml`);
  scene.keepProgram(
    await startDaemon({
      file: `${TOMCAT_HOME}/bin/catalina.sh`,
      args: ['run'],
      folder,
      logFile: `${folder}/log`,
      env: { CATALINA_HOME: TOMCAT_HOME, CATALINA_BASE: folder },
      ports: [port],
    }),
    'tomcat',
  );
}
