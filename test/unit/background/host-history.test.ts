import { describe, expect, test } from 'vitest';
import { HostHistory, MAX_OBSERVATIONS } from '../../../src/incidents/host-history.js';
import { MAX_PERIODS } from '../../../src/model/host-history.js';

const note = (
  hostHistory: HostHistory,
  url: string,
  address: string,
  time: number,
  kind: 'answered' | 'misdirected' = 'answered',
) => hostHistory.note(url, address, 'HTTP/1.1 200', kind === 'answered' ? 200 : 421, kind, time, () => 'h2');

describe('the host history', () => {
  test('names the other hosts of an address and port, the latest seen first', () => {
    const hostHistory = new HostHistory();
    note(hostHistory, 'https://a.example/x', '192.0.2.1', 1);
    note(hostHistory, 'https://b.example/y', '192.0.2.1', 2);
    note(hostHistory, 'https://c.example/', '192.0.2.1', 3);
    note(hostHistory, 'https://d.example/', '192.0.2.9', 4);
    note(hostHistory, 'https://e.example:8443/', '192.0.2.1', 5);
    expect(hostHistory.neighbours('https://a.example').map(({ host }) => host)).toEqual([
      'c.example',
      'b.example',
    ]);
    expect(hostHistory.neighbours('https://nobody.example')).toEqual([]);
  });

  test('counts WebSocket and https answers as one origin, and keeps nothing of plain http', () => {
    const hostHistory = new HostHistory();
    note(hostHistory, 'https://a.example/', '192.0.2.1', 1);
    note(hostHistory, 'wss://a.example/live', '192.0.2.1', 2);
    note(hostHistory, 'http://a.example/', '192.0.2.1', 3);
    expect(hostHistory.snapshot().observations).toMatchObject([
      { host: 'a.example', port: 443, count: 2, firstSeen: 1, lastSeen: 2 },
    ]);
  });

  test('counts a host that was forgotten as soon as it came, as the clock was set back', () => {
    const hostHistory = new HostHistory();
    for (let i = 0; i < MAX_OBSERVATIONS; i++)
      note(hostHistory, `https://h${i}.example/`, '192.0.2.1', 1000 + i);
    note(hostHistory, 'https://late.example/', '192.0.2.9', 1);
    note(hostHistory, 'https://late.example/', '192.0.2.9', 2);
    expect(hostHistory.lastAddress('https://late.example')).toBe('192.0.2.9');
  });

  test('tells hosts apart whose names begin alike', () => {
    const hostHistory = new HostHistory();
    for (const host of ['a.example', 'a.example.org', 'a.example:8443', 'a.example', 'a.exam'])
      note(hostHistory, `https://${host}/x`, '192.0.2.1', 1);
    expect(hostHistory.snapshot().observations.map(({ host, port, count }) => [host, port, count])).toEqual([
      ['a.example', 443, 2],
      ['a.example.org', 443, 1],
      ['a.example', 8443, 1],
      ['a.exam', 443, 1],
    ]);
  });

  test('says of refusals whether their path was answered another time', () => {
    const pathsAfter = (...responses: readonly (readonly [path: string, isRefused: boolean])[]) => {
      const hostHistory = new HostHistory();
      for (const [time, [path, isRefused]] of responses.entries()) {
        note(
          hostHistory,
          `https://a.example${path}`,
          '192.0.2.1',
          time,
          isRefused ? 'misdirected' : 'answered',
        );
      }
      return hostHistory.periods('https://a.example').map(({ paths }) => paths);
    };
    expect(pathsAfter(['/', false], ['/', true])).toEqual([undefined, 'both']);
    expect(pathsAfter(['/?a', true], ['/?b#c', false])).toEqual(['first', 'both']);
    expect(pathsAfter(['/', false], ['/api', true])).toEqual([undefined, 'first']);
    expect(pathsAfter(['/', false], ['/api', true], ['/', false], ['/api', true])).toEqual([
      undefined,
      'first',
      undefined,
      'apart',
    ]);
    expect(pathsAfter(['/api', true], ['/api', true], ['/b', true], ['/b', false])).toEqual([
      'first',
      'both',
    ]);
    // What was forgotten is not known to have been answered.
    const many = Array.from({ length: 300 }, (_, n) => [`/${n}`, false] as const);
    expect(pathsAfter(...many, ['/0', true])).toEqual([undefined, 'first']);
    expect(pathsAfter(['/', false], ['/', true], ...many, ['/', true])).toEqual([
      ...[undefined, 'both', undefined, 'both'],
    ]);
    expect(pathsAfter(['/api', true], ...many, ['/api', true])).toEqual(['first', undefined, 'apart']);
  });

  test('keeps no path in its snapshot', () => {
    const hostHistory = new HostHistory();
    note(hostHistory, 'https://a.example/secret-path', '192.0.2.1', 1);
    expect(Object.keys(hostHistory.snapshot().periods[0]?.[1][0] ?? {})).toEqual([
      'kind',
      'from',
      'to',
      'count',
    ]);
  });

  test('hosts whose address is not known are nobody’s neighbours', () => {
    const hostHistory = new HostHistory();
    note(hostHistory, 'https://a.example/', '', 1);
    note(hostHistory, 'https://b.example/', '', 2);
    expect(hostHistory.neighbours('https://a.example')).toEqual([]);
    expect(hostHistory.lastAddress('https://a.example')).toBeUndefined();
  });

  test('tells when the responses take a turn, and keeps the turns as periods', () => {
    const hostHistory = new HostHistory();
    const turns = [
      note(hostHistory, 'https://a.example/', '192.0.2.1', 1),
      note(hostHistory, 'https://a.example/', '192.0.2.1', 2),
      note(hostHistory, 'https://a.example/', '192.0.2.1', 3, 'misdirected'),
      note(hostHistory, 'https://a.example/', '192.0.2.1', 4),
    ];
    expect(turns).toEqual([false, false, true, true]);
    expect(hostHistory.periods('https://a.example')).toEqual([
      { kind: 'answered', from: 1, to: 2, count: 2 },
      { kind: 'misdirected', from: 3, to: 3, count: 1, paths: 'both' },
      { kind: 'answered', from: 4, to: 4, count: 1, paths: 'both' },
    ]);
  });

  test('is bounded in hosts and in periods, and forgets the least recently seen', () => {
    const hostHistory = new HostHistory();
    for (let i = 0; i < MAX_OBSERVATIONS * 3; i++)
      note(hostHistory, `https://h${i}.example/`, '192.0.2.1', i);
    expect(hostHistory.size).toBeLessThanOrEqual(MAX_OBSERVATIONS);
    expect(hostHistory.snapshot().observations.length).toBe(hostHistory.size);
    expect(hostHistory.lastAddress(`https://h${MAX_OBSERVATIONS * 3 - 1}.example`)).toBe('192.0.2.1');
    expect(hostHistory.lastAddress('https://h0.example')).toBeUndefined();
    for (let i = 0; i < MAX_PERIODS * 3; i++)
      note(hostHistory, 'https://x.example/', '', i, i % 2 ? 'answered' : 'misdirected');
    expect(hostHistory.periods('https://x.example')).toHaveLength(MAX_PERIODS);
  });

  test('makes room also when everything was seen in the same moment', () => {
    const hostHistory = new HostHistory();
    for (let i = 0; i < MAX_OBSERVATIONS * 2; i++)
      note(hostHistory, `https://h${i}.example/`, '192.0.2.1', 7);
    expect(hostHistory.size).toBeLessThanOrEqual(MAX_OBSERVATIONS);
  });

  test('comes back from its snapshot as it was', () => {
    const hostHistory = new HostHistory();
    note(hostHistory, 'https://a.example/', '192.0.2.1', 1);
    note(hostHistory, 'https://a.example/', '192.0.2.1', 2, 'misdirected');
    note(hostHistory, 'https://[2001:db8::1]:8443/', '2001:db8::1', 3);
    const again = HostHistory.from(JSON.parse(JSON.stringify(hostHistory.snapshot())));
    expect(again.snapshot()).toEqual(hostHistory.snapshot());
    expect(note(again, 'https://a.example/', '192.0.2.1', 4)).toBe(true);
  });
});
