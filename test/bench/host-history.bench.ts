import { HostHistory } from '../../src/incidents/host-history.js';
import { type Figure, timed } from './figure.js';

const RESPONSES = 20_000;

/** The note that every good response leaves, over 500 hosts, and the snapshot of a full host history. */
export async function bench(): Promise<Figure[]> {
  const hostHistory = new HostHistory();
  const urls = Array.from({ length: RESPONSES }, (_, i) => `https://host${i % 500}.example/path/${i}`);
  return [
    await timed(
      'host history: one good response',
      () => {
        let time = 0;
        for (const url of urls) {
          hostHistory.note(url, '192.0.2.1', 'HTTP/1.1 200', 200, 'answered', time++, () => 'h2');
        }
      },
      { runs: 20, per: RESPONSES, unit: 'µs' },
    ),
    await timed('host history: snapshot of 500 hosts', () => structuredClone(hostHistory.snapshot()), {
      runs: 50,
    }),
  ];
}
