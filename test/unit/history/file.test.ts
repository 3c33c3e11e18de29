import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileName, fileParts } from '../../../src/incidents/file/format.js';
import { importInParts, planImport } from '../../../src/incidents/file/import-plan.js';
import { readFile } from '../../../src/incidents/file/read-file.js';
import { MAX_INCIDENTS } from '../../../src/incidents/store/incidents.js';
import type { Protocol, RequestName } from '../../../src/messages.js';
import type { Incident } from '../../../src/model/incident.js';
import { DEFAULT_SETTINGS } from '../../../src/model/settings.js';
import { incidentOf, NOON, occurrenceOf } from '../../fixtures/build.js';

const DAY = 86_400_000;

const some = (count: number): Incident[] =>
  Array.from({ length: count }, (_, n) =>
    incidentOf({
      url: `https://h${n}.shop.example/cart?token=\u2028"\\${n}`,
      headers: ['server: nginx', `x-odd: ${'"{[\\'.repeat(3)}`],
      body: '<h1>Misdirected\nRequest</h1> 東京',
      time: NOON + n,
    }),
  );

const period = (parts: Record<string, unknown>) => ({
  kind: 'answered',
  from: NOON,
  to: NOON,
  count: 1,
  ...parts,
});
const repeated = (time: number) => ({ id: 'repeat', time, state: 'done', sent: [], responses: [] });
const pasted = { time: NOON, program: 'curl' };

const written = (incidents: readonly Incident[]): string => fileParts(incidents, NOON).join('');
const problemOf = (text: string) => {
  const read = readFile(text);
  return read.ok ? undefined : read.problem;
};

/** A file whose second incident was changed by hand. */
function tampered(change: (record: Record<string, unknown>) => void): string {
  const [first, second, third] = some(3).map((incident): Record<string, unknown> => ({ ...incident }));
  if (second) change(second);
  const lines = [first, second, third].map((record) => JSON.stringify(record));
  return `{\n"schema": "missent-incidents",\n"version": 1,\n"incidents": [\n${lines.join(',\n')}\n]\n}\n`;
}

describe('a file of incidents', () => {
  it.each([0, 1, 7])('gives back all %i incidents as they were', (count) => {
    const incidents = some(count);
    expect(readFile(written(incidents))).toEqual({ ok: true, incidents });
  });

  it('is JSON that says what it is, with a line for each incident', () => {
    const text = written(some(2));
    expect(JSON.parse(text)).toMatchObject({
      schema: 'missent-incidents',
      version: 3,
      exported: '2026-11-23T12:00:00.000Z',
    });
    const lines = text.split('\n');
    expect(lines.filter((line) => line.startsWith('{"id"'))).toHaveLength(2);
  });

  it('is named for its day', () => {
    expect(fileName(new Date(2026, 0, 5, 23, 59).getTime())).toBe('missent-history-2026-01-05.json');
  });

  it('takes fields that a later version added', () => {
    const read = readFile(tampered((record) => Object.assign(record, { colour: 'red' })));
    expect(read.ok && read.incidents).toHaveLength(3);
  });
});

describe('a file that is not right is refused as a whole', () => {
  it('names the line of what is no JSON', () => {
    const lines = written(some(3)).split('\n');
    lines[5] = lines[5]?.replace(',"', ',,"') ?? '';
    expect(problemOf(lines.join('\n'))).toMatchObject({
      key: 'history_import_syntax',
      args: ['6'],
    });
  });

  it('names the end where the file was cut off', () => {
    const whole = written(some(3));
    const cut = whole.slice(0, whole.length - 10);
    expect(problemOf(cut)).toMatchObject({
      key: 'history_import_syntax',
      args: [String(cut.split('\n').length)],
    });
  });

  it.each([
    [
      'a status that is none',
      (record: Record<string, unknown>) => Object.assign(record, { status: 'lost' }),
      'status',
    ],
    [
      'a missing part',
      (record: Record<string, unknown>) => Reflect.deleteProperty(record, 'periods'),
      'periods',
    ],
    [
      'a time that no date can hold',
      (record: Record<string, unknown>) => Object.assign(record, { lastSeen: 1e300 }),
      'lastSeen',
    ],
    [
      'an id of another host',
      (record: Record<string, unknown>) => Object.assign(record, { id: 'normal|https://other.example' }),
      'id',
    ],
    [
      'a host that no URL has',
      (record: Record<string, unknown>) =>
        Object.assign(record, { authority: { scheme: 'https', host: 'two hosts', port: 443 } }),
      'authority',
    ],
    [
      'more occurrences than are ever kept',
      (record: Record<string, unknown>) =>
        Object.assign(record, { occurrences: Array.from({ length: 21 }, () => some(1)[0]?.occurrences[0]) }),
      'occurrences',
    ],
    [
      'no record at all',
      (record: Record<string, unknown>) => Object.assign(record, { occurrences: null }),
      'occurrences',
    ],
  ])('names line, number and field of %s', (_, change, field) => {
    expect(problemOf(tampered(change))).toMatchObject({
      key: 'history_import_entry',
      args: ['6', '2', expect.stringContaining(field)],
    });
  });

  it.each([
    ['the future', { lastSeen: Date.now() + 10 * 86_400_000 }, 'lastSeen'],
    ['before 1970', { firstSeen: -5 }, 'firstSeen'],
    ['a first after the last', { firstSeen: NOON + 5, lastSeen: NOON }, 'firstSeen'],
    ['fewer than it has', { count: 0 }, 'count'],
    ['less than nothing', { count: -5 }, 'count'],
    ['more than anybody counts', { count: 2 ** 52 }, 'count'],
    ['a period that ends before it begins', { periods: [period({ from: NOON + 9 })] }, 'periods.0.from'],
    ['a period of the future', { periods: [period({ to: Date.now() + 10 * 86_400_000 })] }, 'periods.0.to'],
    ['a period without end', { periods: [period({ count: 2 ** 60 })] }, 'periods.0.count'],
    ['one check twice', { checks: [repeated(NOON), repeated(NOON + 1)] }, 'checks'],
    ['a check of the future', { checks: [repeated(Date.now() + 10 * 86_400_000)] }, 'checks.0.time'],
    [
      'a check’s error without end',
      { checks: [{ ...repeated(NOON), error: 'x'.repeat(1e6) }] },
      'checks.0.error',
    ],
    ['pasted texts without end', { pasted: Array.from({ length: 6 }, () => pasted) }, 'pasted'],
    ['a pasted text that is long', { pasted: [{ ...pasted, server: 'x'.repeat(1e6) }] }, 'pasted.0.server'],
    [
      'a body that is long',
      { occurrences: [occurrenceOf({ body: 'x'.repeat(1e5) })] },
      'occurrences.0.body.value.text',
    ],
    [
      'an occurrence of the future',
      { occurrences: [occurrenceOf({ time: Date.now() + 10 * 86_400_000 })] },
      'occurrences.0.exchange.time',
    ],
  ])('names line, number and field of %s', (_, change, field) => {
    expect(problemOf(tampered((record) => Object.assign(record, change)))).toMatchObject({
      key: 'history_import_entry',
      args: ['6', '2', field],
    });
  });

  it('takes texts that are too long as far as they are ever kept', () => {
    const url = `https://h1.shop.example/${'x'.repeat(1e6)}`;
    const read = readFile(
      tampered((record) => Object.assign(record, { occurrences: [occurrenceOf({ url })] })),
    );
    expect(read.ok && read.incidents[1]?.occurrences[0]?.exchange.request.url.length).toBe(4096);
  });

  it('two entries of one incident are one', () => {
    const [one] = some(1);
    const read = readFile(written(one ? [one, structuredClone(one)] : []));
    expect(read).toEqual({ ok: true, incidents: [one] });
  });

  it('refuses what a private window saw', () => {
    const text = tampered((record) =>
      Object.assign(record, { context: { kind: 'private' }, id: 'private|https://h1.shop.example' }),
    );
    expect(problemOf(text)).toMatchObject({ key: 'history_import_private', args: ['6', '2'] });
  });

  it.each([
    ['null', 'history_import_other'],
    ['[]', 'history_import_other'],
    ['"text"', 'history_import_other'],
    ['{"schema": "other"}', 'history_import_other'],
    ['{"format": "missent-report", "version": 1}', 'history_import_report'],
    ['{"schema": "missent-incidents"}', 'history_import_other'],
    ['{"schema": "missent-incidents", "version": 4, "incidents": []}', 'history_import_newer'],
    ['{"schema": "missent-incidents", "version": 1}', 'history_import_no_list'],
    ['{"schema": "missent-incidents", "version": 1, "incidents": {}}', 'history_import_no_list'],
    ['', 'history_import_syntax'],
  ])('%s: %s', (text, key) => {
    expect(problemOf(text)?.key).toBe(key);
  });
});

describe('a file of version 1', () => {
  it('opens: its fields had other names', () => {
    const recording: unknown = JSON.parse(
      readFileSync(new URL('../../fixtures/databases/v1.json', import.meta.url), 'utf8'),
    );
    const [incidents] = (recording as { stores: [{ records: { value: object }[] }] }).stores;
    const values = incidents.records.map(({ value }) => value);
    expect(values.every((value) => 'spells' in value)).toBe(true);
    const text = JSON.stringify({ schema: 'missent-incidents', version: 1, incidents: values });
    const result = readFile(text);
    expect(result.ok && result.incidents.map(({ periods }) => periods.length > 0)).toEqual(
      values.map(() => true),
    );
  });
});

describe('before an import', () => {
  const settings = DEFAULT_SETTINGS;
  const now = NOON + DAY;

  it('fits, and nothing is lost', () => {
    expect(planImport(some(3), some(2), settings, now)).toEqual({ kind: 'fits', doomed: 0 });
    // More than the share of a page: the file's own would go, or what is here.
    const flood = (from: number, time: number) =>
      Array.from({ length: 80 }, (_, n) => ({
        ...incidentOf({ url: `https://n${from + n}.example/`, type: 'image', time }),
        topHost: 'flood.example',
      }));
    expect(planImport(flood(0, NOON), flood(80, NOON + 1), settings, now)).toEqual({
      kind: 'fits',
      doomed: 60,
    });
    expect(planImport(flood(0, NOON + 1), flood(80, NOON), settings, now)).toEqual({ kind: 'pushes-out' });
  });

  it('says how many are older than incidents are kept, unless they were seen since', () => {
    const [old, seenSince] = some(2);
    if (!old || !seenSince) throw new Error('two were made');
    const later = NOON + 40 * DAY;
    const plan = planImport([old, seenSince], [{ ...seenSince, lastSeen: later }], settings, later);
    expect(plan).toEqual({ kind: 'fits', doomed: 1 });
  });

  it('says that nothing is kept', () => {
    expect(planImport(some(1), [], { ...settings, keepDays: 0 }, now)).toEqual({ kind: 'nothing-kept' });
  });

  it('counts those that are here already once', () => {
    const full = some(MAX_INCIDENTS);
    expect(planImport(full, full, settings, now).kind).toBe('fits');
    expect(planImport(some(1), full, settings, now).kind).toBe('fits');
    const other = incidentOf({ url: 'https://one-more.example/' });
    expect(planImport([other], full, settings, now)).toEqual({ kind: 'too-many', most: MAX_INCIDENTS });
  });
});

describe('an import', () => {
  it('goes to the background in parts, and adds up what it answers', async () => {
    const parts: number[] = [];
    const send = async <N extends RequestName>(
      _: N,
      payload: Protocol[N]['request'],
    ): Promise<Protocol[N]['response']> => {
      const count = 'incidents' in payload ? payload.incidents.length : 0;
      parts.push(count);
      return { added: count - 1, merged: 1, same: 0 };
    };
    expect(await importInParts(send, some(600))).toEqual({ added: 597, merged: 3, same: 0 });
    expect(parts).toEqual([250, 250, 100]);
    // Large ones go in smaller parts, for a message has a bound.
    parts.length = 0;
    const large = some(20).map((incident) => ({
      ...incident,
      occurrences: Array.from({ length: 20 }, () => occurrenceOf({ body: 'x'.repeat(50_000) })),
    }));
    await importInParts(send, large);
    expect(parts).toEqual([8, 8, 4]);
  });
});
