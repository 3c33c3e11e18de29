import { readPasted } from '../../src/sources/paste/read-pasted.js';
import { type Figure, timed } from './figure.js';

const MEGABYTE = 1 << 20;

/** Input that is no output of any program: it must be refused without delay. */
export async function bench(): Promise<Figure[]> {
  const random = Array.from({ length: MEGABYTE }, (_, i) => String.fromCharCode((i * 7919) % 256)).join('');
  const lines = 'subject=CN = a.example\n'.repeat(MEGABYTE / 24);
  return [
    await timed('pasted text: 1 MB of random bytes', () => readPasted(random, 0), { runs: 20 }),
    await timed('pasted text: 1 MB of half-familiar lines', () => readPasted(lines, 0), { runs: 20 }),
  ];
}
