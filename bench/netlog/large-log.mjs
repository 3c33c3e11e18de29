import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const RECORDING = fileURLToPath(new URL('../../test/fixtures/netlog/burst.json.gz', import.meta.url));

/**
 * Writes a NetLog of at least `size` bytes: a recorded one, its events repeated with new source ids and later times, so
 * that each round has requests and connections of its own. Answers with the rounds that were written.
 */
export async function writeLargeLog(file, size) {
  const lines = gunzipSync(await readFile(RECORDING))
    .toString('utf8')
    .split('\n');
  const constants = lines[0];
  const events = lines.slice(2).filter((line) => line.startsWith('{'));
  const out = createWriteStream(file);
  let written = 0;
  const write = async (text) => {
    written += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  };
  await write(`${constants}\n"events": [\n`);
  let rounds = 0;
  const last = events.map((line) => line.replace(/[\],]*$/, ''));
  while (written < size) {
    const round = rounds++;
    const shifted = last.map((line) =>
      line
        .replace(
          /"(source|source_dependency)":\{"id":(\d+)/g,
          (_, name, id) => `"${name}":{"id":${Number(id) + round * 10_000}`,
        )
        .replace(/"time":"(\d+)"/, (_, time) => `"time":"${Number(time) + round * 5000}"`),
    );
    await write(`${round === 0 ? '' : ',\n'}${shifted.join(',\n')}`);
  }
  await write('],\n"polledData": {}\n}\n');
  out.end();
  await once(out, 'finish');
  return rounds;
}
