import { startDaemon } from '../daemon.js';
import { APACHE_MODULES, fileOf } from '../programs.js';
import type { CertificateFiles, Scene } from '../scene.js';

const MODULES = [
  'mpm_event',
  'authz_core',
  'dir',
  'mime',
  'headers',
  'ssl',
  'http2',
  'proxy',
  'proxy_http',
] as const;

/** Debian's defaults for what Apache says of itself. */
export const TALKATIVE = 'ServerTokens OS\nServerSignature On';
/** What guides to hardening advise. */
export const HARDENED = 'ServerTokens Prod\nServerSignature Off';

export interface ApacheOptions {
  readonly ports: readonly number[];
  /** `VirtualHost` sections and other lines of the server's level. */
  readonly lines: string;
  /** TALKATIVE where left out. */
  readonly tokens?: string;
  /** Offer h2: for a server that browsers meet. */
  readonly h2?: true;
}

/** Starts Apache httpd with the given virtual hosts. Idle connections last, however slow the machine is at the moment. */
export async function startApache(
  scene: Scene,
  { ports, lines, tokens = TALKATIVE, h2 }: ApacheOptions,
): Promise<void> {
  const name = `apache-${scene.count}`;
  const folder = scene.makeFolder(name);
  const logFile = `${folder}/log`;
  // As root, workers run as nobody, by number: its name differs between systems.
  const user = process.getuid?.() === 0 ? 'User #65534\nGroup #65534' : '';
  const file = scene.write(
    `${name}/httpd.conf`,
    `ServerRoot ${folder}
${MODULES.map((module) => `LoadModule ${module}_module ${APACHE_MODULES}/mod_${module}.so`).join('\n')}
${user}
ServerName localhost
PidFile ${folder}/pid
DefaultRuntimeDir ${folder}
Mutex file:${folder} default
ErrorLog ${logFile}
LogLevel warn ssl:info
TypesConfig ${scene.write(`${name}/mime.types`, 'text/html html\n')}
${tokens}
SSLSessionCache none
KeepAliveTimeout 60
StartServers 1
ServerLimit 1
ThreadsPerChild 16
MaxRequestWorkers 16
Protocols ${h2 ? 'h2 http/1.1' : 'http/1.1'}
${ports.map((port) => `Listen ${port}`).join('\n')}
${lines}
`,
  );
  const args = ['-DFOREGROUND', '-f', file];
  scene.keep('apache', await startDaemon({ file: fileOf('apache'), args, folder, logFile, ports }), file);
}

/** Lines for TLS with a certificate. */
export const withTls = ({ chain, key }: CertificateFiles): string =>
  `SSLEngine on\nSSLCertificateFile ${chain}\nSSLCertificateKeyFile ${key}`;

/** A virtual host that serves one page. */
export function virtualHost(
  scene: Scene,
  port: number,
  { name, tls, page, lines = '' }: { name: string; tls: string; page: string; lines?: string },
): string {
  const file = scene.write(`pages/${port}-${name}/index.html`, htmlPage(page));
  const root = file.slice(0, file.lastIndexOf('/'));
  return `<VirtualHost *:${port}>
ServerName ${name}
DocumentRoot ${root}
<Directory ${root}>
Require all granted
</Directory>
${tls}
${lines}
</VirtualHost>`;
}

/** A page that asks for nothing else. */
export const htmlPage = (text: string): string =>
  `<!doctype html><html lang="en"><title>${text}</title><link rel="icon" href="data:,"><body><h1>${text}</h1>`;
