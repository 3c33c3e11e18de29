import { chmodSync, copyFileSync } from 'node:fs';
import { startDaemon } from '../daemon.js';
import { fileOf } from '../programs.js';
import type { CertificateFiles, Scene } from '../scene.js';

interface Parts {
  readonly port: number;
  readonly certificate: CertificateFiles;
  /** Host whose SNI must be its Host (`host_sni_policy`). */
  readonly strict: string;
}

/** Starts Apache Traffic Server with TLS. What it does not refuse goes nowhere. */
export async function startTrafficServer(scene: Scene, { port, certificate, strict }: Parts): Promise<void> {
  const name = `trafficserver-${scene.count}`;
  const folder = scene.makeFolder(name);
  // It reads and writes under another user.
  for (const own of ['log', 'run', 'etc', 'tls']) chmodSync(scene.makeFolder(`${name}/${own}`), 0o777);
  copyFileSync(certificate.chain, `${folder}/tls/chain.pem`);
  copyFileSync(certificate.key, `${folder}/tls/key.pem`);
  chmodSync(`${folder}/tls/key.pem`, 0o644);
  const files = {
    'records.config': `CONFIG proxy.config.http.server_ports STRING ${port}:ssl:ip-in=127.0.0.1
CONFIG proxy.config.config_dir STRING ${folder}/etc
CONFIG proxy.config.log.logfile_dir STRING ${folder}/log
CONFIG proxy.config.local_state_dir STRING ${folder}/run
CONFIG proxy.config.http.cache.http INT 0
CONFIG proxy.config.admin.user_id STRING nobody
CONFIG proxy.config.ssl.server.cert.path STRING ${folder}/tls
CONFIG proxy.config.ssl.server.private_key.path STRING ${folder}/tls
`,
    'ssl_multicert.config': 'dest_ip=* ssl_cert_name=chain.pem ssl_key_name=key.pem\n',
    'sni.yaml': `sni:\n- fqdn: ${strict}\n  verify_client: MODERATE\n  host_sni_policy: ENFORCED\n`,
    'remap.config': `map https://${strict}/ http://127.0.0.1:1/\n`,
    'ip_allow.yaml': 'ip_allow:\n  - apply: in\n    ip_addrs: 0/0\n    action: allow\n    methods: ALL\n',
    'storage.config': '',
  };
  for (const [file, content] of Object.entries(files)) scene.write(`${name}/etc/${file}`, content);
  scene.keepProgram(
    await startDaemon({
      file: fileOf('trafficserver'),
      args: [],
      folder,
      logFile: `${folder}/out`,
      env: {
        PROXY_CONFIG_CONFIG_DIR: `${folder}/etc`,
        PROXY_CONFIG_LOCAL_STATE_DIR: `${folder}/run`,
        PROXY_CONFIG_LOG_LOGFILE_DIR: `${folder}/log`,
      },
      ports: [port],
    }),
    'trafficserver',
  );
}
