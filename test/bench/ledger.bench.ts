import { Ledger } from '../../src/background/ledger.js';
import { type Figure, timed } from './figure.js';

const ANSWERS = 20_000;

/** The note that every good answer leaves, over 500 hosts, and the snapshot of a full ledger. */
export async function bench(): Promise<Figure[]> {
  const ledger = new Ledger();
  const urls = Array.from({ length: ANSWERS }, (_, i) => `https://host${i % 500}.example/path/${i}`);
  return [
    await timed(
      'ledger: one good answer',
      () => {
        let time = 0;
        for (const url of urls) {
          ledger.note(url, '192.0.2.1', 'HTTP/1.1 200', 200, 'answered', time++, () => 'h2');
        }
      },
      { runs: 20, per: ANSWERS, unit: 'µs' },
    ),
    await timed('ledger: snapshot of 500 hosts', () => structuredClone(ledger.snapshot()), { runs: 50 }),
  ];
}
