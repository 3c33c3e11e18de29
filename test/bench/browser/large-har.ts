import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RECORDED = new URL('../../fixtures/netlog/har/chromium-own-connection.har', import.meta.url);
/** Texts of this project that stand for bodies: JSON with its many quotes, and text with line ends. */
const TEXTS = ['../../../package-lock.json', '../../../docs/causes.md'].map((file) =>
  readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8'),
);
/** Bytes of the bodies that follow each other, before they are written as JSON: some 20 kB an entry in all. */
const BODIES = [0, 400, 2000, 90_000, 0, 8000, 40_000, 1200, 30_000, 20_000];
/** Every hundredth response is a 421. */
const REFUSED = 100;
/** Every third body is an image in base64. */
const IMAGE = 3;

/**
 * Writes a HAR file of at least `size` bytes as Chromium's developer tools export it: the entries of a recorded one again and
 * again, each with a URL and a time of its own. `bodies`: with response bodies, as files with contents have them.
 * Returns the number of entries.
 */
export async function writeLargeHar(
  file: string,
  { size, bodies }: { readonly size: number; readonly bodies: boolean },
): Promise<number> {
  const { log } = JSON.parse(readFileSync(RECORDED, 'utf8'));
  const { entries, ...rest } = log;
  const out = createWriteStream(file);
  let written = 0;
  const write = async (text: string): Promise<void> => {
    written += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  };
  const start = Date.parse(entries[0].startedDateTime);
  const good = entries.filter((entry: Recorded) => entry.response.status !== 421);
  const refused = entries.filter((entry: Recorded) => entry.response.status === 421);
  const head = indented(rest, '  ').replace(/\s*\}$/, '');
  await write(`{\n  "log": ${head},\n    "entries": [\n`);
  let count = 0;
  while (written < size) {
    const like = count % REFUSED === 0 ? refused : good;
    const recorded = like[count % like.length];
    const entry = {
      ...recorded,
      startedDateTime: new Date(start + count * 7).toISOString(),
      request: { ...recorded.request, url: `${recorded.request.url}?n=${count}` },
      ...(bodies ? { response: { ...recorded.response, content: contentOf(count) } } : {}),
    };
    await write(`${count === 0 ? '' : ',\n'}      ${indented(entry, '      ')}`);
    count++;
  }
  await write('\n    ]\n  }\n}\n');
  out.end();
  await once(out, 'finish');
  return count;
}

interface Recorded {
  readonly response: { readonly status: number };
}

const indented = (value: unknown, by: string): string =>
  JSON.stringify(value, null, 2).replaceAll('\n', `\n${by}`);

/** Writes a HAR file of so many small entries over so many hosts, as a proxy has them: one in a hundred is a 421. */
export async function writeManyRequests(file: string, requests: number, hosts: number): Promise<void> {
  const out = createWriteStream(file);
  out.write('{"log":{"version":"1.2","creator":{"name":"Firefox","version":"153.0"},"entries":[\n');
  for (let i = 0; i < requests; i++) {
    const host = `h${i % hosts}.site${i % (hosts / 20)}.test`;
    const entry = {
      startedDateTime: new Date(1_795_000_000_000 + i * 7).toISOString(),
      time: 12,
      request: {
        method: 'GET',
        url: `https://${host}/a/path/${i}`,
        httpVersion: 'HTTP/2',
        headers: [
          { name: 'Host', value: host },
          {
            name: 'User-Agent',
            value: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
          },
          { name: 'Sec-Fetch-Dest', value: 'image' },
        ],
      },
      response: {
        status: i % REFUSED === 0 ? 421 : 200,
        statusText: '',
        httpVersion: 'HTTP/2',
        headers: [{ name: 'server', value: 'nginx' }],
        content: { mimeType: 'image/png', size: 1200 },
      },
      serverIPAddress: `192.0.2.${i % (hosts / 20)}`,
    };
    if (!out.write(`${i === 0 ? '' : ',\n'}${JSON.stringify(entry)}`)) await once(out, 'drain');
  }
  out.end('\n]}}\n');
  await once(out, 'finish');
}

function contentOf(index: number): Record<string, unknown> {
  const size = BODIES[index % BODIES.length] ?? 0;
  if (index % IMAGE === 0) {
    // Base64 has four characters for three bytes.
    const text = Buffer.from(textOf(index, size)).toString('base64');
    return { mimeType: 'image/png', size, encoding: 'base64', text };
  }
  return { mimeType: 'text/html', size, text: textOf(index, size) };
}

function textOf(index: number, size: number): string {
  const text = TEXTS[index % TEXTS.length] ?? '';
  const from = (index * 997) % (text.length / 2);
  return text.slice(from).padEnd(size, text).slice(0, size);
}
