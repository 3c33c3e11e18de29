import { spawnSync } from 'node:child_process';
import { startDaemon } from '../daemon.js';
import { fileOf, JETTY_HOME } from '../programs.js';
import type { CertificateFiles, Scene } from '../scene.js';

const PASSWORD = 'missent';

/** A key store with a certificate for each name: only where there are several does Jetty compare SNI with Host. */
function keyStore(
  scene: Scene,
  folder: string,
  certificates: Readonly<Record<string, CertificateFiles>>,
): string {
  const store = `${folder}/keystore.p12`;
  const run = (program: string, args: readonly string[]): void => {
    const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
  };
  for (const [name, { chain, key }] of Object.entries(certificates)) {
    const own = scene.write(`jetty-${scene.count}/${name}.p12`, '');
    run('openssl', [
      ...['pkcs12', '-export', '-in', chain, '-inkey', key, '-name', name],
      ...['-out', own, '-passout', `pass:${PASSWORD}`],
    ]);
    run('keytool', [
      ...['-importkeystore', '-noprompt', '-srckeystore', own, '-srcstorepass', PASSWORD],
      ...['-destkeystore', store, '-deststoretype', 'PKCS12', '-deststorepass', PASSWORD],
    ]);
  }
  return store;
}

/** Starts Jetty with TLS and no application: what is not refused is its own 404. */
export async function startJetty(
  scene: Scene,
  { port, certificates }: { port: number; certificates: Readonly<Record<string, CertificateFiles>> },
): Promise<void> {
  const folder = scene.makeFolder(`jetty-${scene.count}`);
  scene.makeFolder(`jetty-${scene.count}/resources`);
  keyStore(scene, folder, certificates);
  const store = ['keyStore', 'trustStore'].flatMap((kind) => [
    `jetty.sslContext.${kind}Path=keystore.p12`,
    `jetty.sslContext.${kind}Password=${PASSWORD}`,
    `jetty.sslContext.${kind}Type=PKCS12`,
  ]);
  const args = [
    ...['-jar', `${JETTY_HOME}/start.jar`, `jetty.home=${JETTY_HOME}`, `jetty.base=${folder}`],
    ...['jetty.ssl.host=127.0.0.1', `jetty.ssl.port=${port}`],
    ...[...store, `jetty.sslContext.keyManagerPassword=${PASSWORD}`],
    '--module=server,ssl,https',
  ];
  const logFile = `${folder}/log`;
  scene.keepProgram(
    await startDaemon({ file: fileOf('jetty'), args, folder, logFile, ports: [port] }),
    'jetty',
  );
}
