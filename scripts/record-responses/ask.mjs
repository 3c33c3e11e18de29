import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What Chromium 156 and Firefox 153 send; nginx pads its pages for the first. */
const AGENTS = {
  chromium:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
};
const ACCEPT = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

/**
 * Asks with curl and gives the response as it came: status line, fields in order and case, body. `sni` is the name sent
 * in the TLS handshake where it is to differ from the URL's host, as on a connection that was opened for another host.
 */
export async function ask({ url, port, protocol, agent, sni }) {
  const { protocol: scheme, hostname } = new URL(url);
  const standard = scheme === 'https:' ? 443 : 80;
  const name = sni ?? hostname;
  const { stdout } = await run(
    'curl',
    [
      ...['-sk', '-i', '--max-time', '20', '--path-as-is', '--noproxy', '*'],
      protocol === 'h2' ? '--http2' : '--http1.1',
      ...['--connect-to', `${name}:${standard}:127.0.0.1:${port}`],
      ...['-A', AGENTS[agent], '-H', `Accept: ${ACCEPT}`, '-H', 'Accept-Language: en-US,en;q=0.5'],
      ...(sni === undefined ? [] : ['-H', `Host: ${hostname}`]),
      url.replace(hostname, name),
    ],
    { encoding: 'latin1', maxBuffer: 1e7 },
  );
  const end = stdout.indexOf('\r\n\r\n');
  if (end < 0) throw new Error(`no response to ${url} (${protocol}): ${stdout.slice(0, 200)}`);
  const [statusLine, ...headers] = stdout.slice(0, end).split('\r\n');
  return {
    statusLine,
    headers,
    body: Buffer.from(stdout.slice(end + 4), 'latin1').toString('utf8'),
  };
}

/** Statuses that came are compared by what does not change from one request to the next. */
const LASTING = /^(?:content-type|server|via|x-powered-by|content-length):/i;

export const alike = (one, other) =>
  one.statusLine === other.statusLine &&
  one.body.length === other.body.length &&
  one.headers.length === other.headers.length &&
  one.headers.filter((line) => LASTING.test(line)).join('\n') ===
    other.headers.filter((line) => LASTING.test(line)).join('\n');
