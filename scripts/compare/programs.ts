import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RealLab } from '../../test/lab/real/lab.js';
import { LOOPBACK } from '../../test/lab/real/ports.js';
import type { RealSite } from '../../test/lab/real/site.js';

interface Output {
  readonly code: number;
  readonly text: string;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Runs a program to its end; both of its outputs as one text. */
function output(program: string, args: readonly string[], input = ''): Promise<Output> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { timeout: 20_000 }, (error, stdout, stderr) => {
      const code = field(error, 'code');
      resolve({
        code: error === null ? 0 : typeof code === 'number' ? code : -1,
        text: `${stdout}\n${stderr}`,
      });
    });
    child.stdin?.end(input);
  });
}

export async function versionsOfPrograms(): Promise<Record<string, string>> {
  const first = async (program: string, arg: string) =>
    (await promisify(execFile)(program, [arg])).stdout.split('\n')[0] ?? '';
  return { curl: await first('curl', '--version'), openssl: await first('openssl', 'version') };
}

/** `curl -v`: what it says of the connection and the response. Names and port 443 lead to the lab. */
async function byCurl(url: string, { httpsPort, caFile }: RealLab) {
  const { hostname } = new URL(url);
  const place = /^[\d.]+$/.test(hostname) ? hostname : LOOPBACK;
  const { code, text } = await output('curl', [
    ...['--silent', '--show-error', '--verbose', '--noproxy', '*', '--max-time', '15', '--cacert', caFile],
    ...['--connect-to', `::${place}:${httpsPort}`, url],
  ]);
  const lines = text.split('\n').map((line) => line.trim());
  return {
    url,
    exit: code,
    status: lines.filter((line) => /^< HTTP\//.test(line)),
    connection: lines.filter((line) => /^\* (?:Connected|Re-using|Connection #)/.test(line)),
    alpn: lines.filter((line) => /ALPN: server/.test(line)),
    certificate: lines.filter((line) => /^\*\s+(?:subject|subjectAltName|issuer):/.test(line)),
    server: lines.filter((line) => /^< (?:server|via|content-type):/i.test(line)),
    body: lines.filter((line) => /^(?:Reason|The client needs|<p>|<h1>)/.test(line)),
  };
}

const request = (host: string) =>
  `GET / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: s_client\r\nAccept: */*\r\nConnection: close\r\n\r\n`;

/** `openssl s_client` with a server name of the caller's choice, and a request with a Host of the caller's choice. */
async function byOpenssl(
  name: string | undefined,
  host: string,
  { httpsPort, caFile }: RealLab,
  place = LOOPBACK,
) {
  const { text } = await output(
    'openssl',
    [
      ...['s_client', '-connect', `${place}:${httpsPort}`, '-CAfile', caFile, '-ign_eof', '-crlf'],
      ...(name === undefined ? ['-noservername'] : ['-servername', name]),
    ],
    request(host).replaceAll('\r', ''),
  );
  const pem = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/.exec(text)?.[0] ?? '';
  const names =
    pem === '' ? '' : (await output('openssl', ['x509', '-noout', '-ext', 'subjectAltName'], pem)).text;
  return {
    servername: name ?? '(none)',
    host,
    verify: /Verify return code: .*/.exec(text)?.[0],
    names: names.match(/(?:DNS|IP Address):[^,\s]+/g) ?? [],
    status: /^HTTP\/1\.[01] .*/m.exec(text)?.[0]?.trim(),
  };
}

/**
 * What a person with curl and openssl gets: `curl -v` of each URL that the browser asked for, and `s_client` with the host's
 * name, without one, and with a Host of another site on a connection under this name.
 */
export async function byPrograms(site: RealSite, urls: readonly string[], lab: RealLab): Promise<object> {
  const curl: object[] = [];
  for (const url of urls) curl.push(await byCurl(url, lab));
  const { hostname, host } = new URL(urls[0] ?? '');
  const isAddress = /^[\d.]+$/.test(hostname);
  const place = isAddress ? hostname : LOOPBACK;
  const other = Object.values(site.certificates)
    .flat()
    .find((name) => name !== hostname);
  return {
    curl,
    openssl: await byOpenssl(isAddress ? undefined : hostname, host, lab, place),
    opensslNoName: await byOpenssl(undefined, host, lab, place),
    ...(other === undefined ? {} : { opensslOtherHost: await byOpenssl(hostname, other, lab, place) }),
  };
}
