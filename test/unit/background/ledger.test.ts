import { describe, expect, test } from 'vitest';
import { Ledger, MAX_SIGHTINGS } from '../../../src/background/ledger.js';
import { MAX_SPELLS } from '../../../src/model/sighting.js';

const note = (
  ledger: Ledger,
  url: string,
  address: string,
  time: number,
  kind: 'answered' | 'misdirected' = 'answered',
) => ledger.note(url, address, 'HTTP/1.1 200', kind === 'answered' ? 200 : 421, kind, time, () => 'h2');

describe('the ledger', () => {
  test('names the other hosts of an address and port, the latest seen first', () => {
    const ledger = new Ledger();
    note(ledger, 'https://a.example/x', '192.0.2.1', 1);
    note(ledger, 'https://b.example/y', '192.0.2.1', 2);
    note(ledger, 'https://c.example/', '192.0.2.1', 3);
    note(ledger, 'https://d.example/', '192.0.2.9', 4);
    note(ledger, 'https://e.example:8443/', '192.0.2.1', 5);
    expect(ledger.neighbours('https://a.example').map(({ host }) => host)).toEqual([
      'c.example',
      'b.example',
    ]);
    expect(ledger.neighbours('https://nobody.example')).toEqual([]);
  });

  test('counts WebSocket and https answers as one origin, and keeps nothing of plain http', () => {
    const ledger = new Ledger();
    note(ledger, 'https://a.example/', '192.0.2.1', 1);
    note(ledger, 'wss://a.example/live', '192.0.2.1', 2);
    note(ledger, 'http://a.example/', '192.0.2.1', 3);
    expect(ledger.snapshot().sightings).toMatchObject([
      { host: 'a.example', port: 443, count: 2, firstSeen: 1, lastSeen: 2 },
    ]);
  });

  test('hosts whose address is not known are nobody’s neighbours', () => {
    const ledger = new Ledger();
    note(ledger, 'https://a.example/', '', 1);
    note(ledger, 'https://b.example/', '', 2);
    expect(ledger.neighbours('https://a.example')).toEqual([]);
    expect(ledger.lastAddress('https://a.example')).toBeUndefined();
  });

  test('tells when the answers take a turn, and keeps the turns as spells', () => {
    const ledger = new Ledger();
    const turns = [
      note(ledger, 'https://a.example/', '192.0.2.1', 1),
      note(ledger, 'https://a.example/', '192.0.2.1', 2),
      note(ledger, 'https://a.example/', '192.0.2.1', 3, 'misdirected'),
      note(ledger, 'https://a.example/', '192.0.2.1', 4),
    ];
    expect(turns).toEqual([false, false, true, true]);
    expect(ledger.spells('https://a.example')).toEqual([
      { kind: 'answered', from: 1, to: 2, count: 2 },
      { kind: 'misdirected', from: 3, to: 3, count: 1 },
      { kind: 'answered', from: 4, to: 4, count: 1 },
    ]);
  });

  test('is bounded in hosts and in spells, and forgets the least recently seen', () => {
    const ledger = new Ledger();
    for (let i = 0; i < MAX_SIGHTINGS * 3; i++) note(ledger, `https://h${i}.example/`, '192.0.2.1', i);
    expect(ledger.size).toBeLessThanOrEqual(MAX_SIGHTINGS);
    expect(ledger.snapshot().sightings.length).toBe(ledger.size);
    expect(ledger.lastAddress(`https://h${MAX_SIGHTINGS * 3 - 1}.example`)).toBe('192.0.2.1');
    expect(ledger.lastAddress('https://h0.example')).toBeUndefined();
    for (let i = 0; i < MAX_SPELLS * 3; i++)
      note(ledger, 'https://x.example/', '', i, i % 2 ? 'answered' : 'misdirected');
    expect(ledger.spells('https://x.example')).toHaveLength(MAX_SPELLS);
  });

  test('makes room also when everything was seen in the same moment', () => {
    const ledger = new Ledger();
    for (let i = 0; i < MAX_SIGHTINGS * 2; i++) note(ledger, `https://h${i}.example/`, '192.0.2.1', 7);
    expect(ledger.size).toBeLessThanOrEqual(MAX_SIGHTINGS);
  });

  test('comes back from its snapshot as it was', () => {
    const ledger = new Ledger();
    note(ledger, 'https://a.example/', '192.0.2.1', 1);
    note(ledger, 'https://a.example/', '192.0.2.1', 2, 'misdirected');
    note(ledger, 'https://[2001:db8::1]:8443/', '2001:db8::1', 3);
    const again = new Ledger(JSON.parse(JSON.stringify(ledger.snapshot())));
    expect(again.snapshot()).toEqual(ledger.snapshot());
    expect(note(again, 'https://a.example/', '192.0.2.1', 4)).toBe(true);
  });
});
