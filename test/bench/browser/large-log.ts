import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { recording } from '../../fixtures/netlog/recordings.js';

/** Between source ids, and between times in ms, of one round and the next. */
const IDS = 10_000;
const TIMES = 5000;

/**
 * Writes a NetLog of at least `size` bytes: a recorded one, its events repeated with new source ids and later times, so
 * that each round has requests and connections of its own. Answers with the rounds that were written.
 */
export async function writeLargeLog(file: string, size: number): Promise<number> {
  const [constants = '', , ...lines] = new TextDecoder().decode(recording('burst').log).split('\n');
  const events = lines.filter((line) => line.startsWith('{')).map((line) => line.replace(/[\],]*$/, ''));
  const out = createWriteStream(file);
  let written = 0;
  const write = async (text: string): Promise<void> => {
    written += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  };
  await write(`${constants}\n"events": [\n`);
  let rounds = 0;
  while (written < size) {
    const round = rounds++;
    const shifted = events.map((line) =>
      line
        .replace(
          /"(source|source_dependency)":\{"id":(\d+)/g,
          (_, name: string, id: string) => `"${name}":{"id":${Number(id) + round * IDS}`,
        )
        .replace(/"time":"(\d+)"/, (_, time: string) => `"time":"${Number(time) + round * TIMES}"`),
    );
    await write(`${round === 0 ? '' : ',\n'}${shifted.join(',\n')}`);
  }
  await write('],\n"polledData": {}\n}\n');
  out.end();
  await once(out, 'finish');
  return rounds;
}
