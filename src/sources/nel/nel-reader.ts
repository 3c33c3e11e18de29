import { HostHistory } from '../../incidents/host-history.js';
import type { Attempt } from '../../model/attempt.js';
import { originOf } from '../../model/authority.js';
import { boundedExchange, boundedTime } from '../../model/bounds.js';
import type { Occurrence, Protocol } from '../../model/exchange.js';
import { known, unknown } from '../../model/known.js';
import { IncidentBuilder, NO_COUNTS } from '../log/incident-builder.js';
import type { MapCertificate } from '../log/map/connection-map.js';
import { MapBuilder } from '../log/map/map-builder.js';
import { noteTraffic } from '../log/map/traffic.js';
import { type Note, note } from '../log/note.js';
import type { Contents, NelRow, NelSpan } from '../log/reading.js';
import type { NelReport } from './report.js';
import { type Upload, uploadsIn } from './uploads.js';

/** Rows by host, address and protocol that are kept. */
const MAX_ROWS = 2000;
/** Hours that are kept one by one: five years. */
const MAX_HOURS = 45_000;
export const HOUR = 3_600_000;

type Open<T> = { -readonly [Key in keyof T]: T[Key] };

/** Requests with nothing but 421s that wait for the end of the file; those beyond stay unsettled. */
const MAX_WAITING = 20_000;

/** The reports of one request in one upload. */
interface Same {
  readonly reports: readonly NelReport[];
  readonly whole: boolean;
  /** ms since the epoch */
  readonly received: number;
  readonly dated: boolean;
}

/** What became of the 421s of one URL in one upload. */
type Fate = 'hidden' | 'surfaced' | 'unknown';

/**
 * Counts the 421s in reports of Network Error Logging. Chromium reports each attempt, also the one that it hides
 * (measured: Chromium 156). Reports name no client; but an upload has all of one client's for the time since the last
 * one, so that in it a 421 with another response for the URL was hidden, and two 421s without one surfaced; if good responses are
 * reported at all, which the policy decides (`success_fraction`) and other reports of the host show.
 */
export class NelReader {
  readonly #fallbackTime: number;
  readonly #now = Date.now();
  readonly #cases = new IncidentBuilder();
  readonly #history = new HostHistory('file');
  readonly #map = new MapBuilder<MapCertificate>();
  readonly #rows = new Map<string, Open<NelRow>>();
  readonly #hours = new Map<number, Open<NelSpan>>();
  #agent: string | undefined;
  #rowsCut = false;
  #undated = 0;
  /** 421s in reports of which others of the upload may be missing. */
  #loose = 0;
  #sampled = 0;
  /** Requests with nothing but 421s. */
  readonly #waiting: Same[] = [];
  /** Origins of which a good response was reported, as each one is. */
  readonly #reportGood = new Set<string>();
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  /** Reports that were read. */
  seen = 0;

  /** `fallbackTime`: ms since the epoch for reports whose collector does not date them. */
  constructor(fallbackTime: number) {
    this.#fallbackTime = fallbackTime;
  }

  value(value: unknown): void {
    for (const upload of uploadsIn(value)) this.#upload(upload);
  }

  #upload({ reports, whole, time }: Upload): void {
    this.seen += reports.length;
    if (time === undefined) this.#undated++;
    const received = boundedTime(time ?? this.#fallbackTime, this.#now);
    const byRequest = new Map<string, NelReport[]>();
    for (const report of reports) {
      this.#agent ??= report.userAgent;
      this.#note(report, boundedTime(received - report.age, this.#now), time !== undefined);
      const key = `${report.method} ${report.url}`;
      byRequest.set(key, [...(byRequest.get(key) ?? []), report]);
    }
    for (const same of byRequest.values())
      this.#sort({ reports: same, whole, received, dated: time !== undefined });
  }

  #note({ authority, address, protocol, status }: NelReport, time: number, dated: boolean): void {
    if (dated) {
      this.#from = Math.min(this.#from, time);
      this.#to = Math.max(this.#to, time);
    }
    if (status === 0) return;
    this.#history.answered({ authority, address, protocol, status, time });
    noteTraffic(this.#map, new Set(), { authority, status, protocol, address });
  }

  /** What has nothing but 421s waits: whether a good response would have been reported shows elsewhere. */
  #sort(same: Same): void {
    for (const report of same.reports) {
      if (isGood(report) && report.sampling === 1) this.#reportGood.add(originOf(report.authority));
    }
    if (same.reports.every(({ status }) => status === 421) && this.#waiting.length < MAX_WAITING) {
      this.#waiting.push(same);
    } else this.#judge(same);
  }

  /** The reports of one upload for one URL. */
  #judge({ reports, whole, received, dated }: Same): void {
    const refused = reports.filter(({ status }) => status === 421);
    const [first] = refused;
    if (first === undefined) return;
    if (!whole) this.#loose += refused.length;
    const sampled = reports.some(({ sampling }) => sampling < 1);
    if (sampled) this.#sampled += refused.length;
    const seen = whole && !sampled ? fateOf(reports) : 'unknown';
    const fate = seen === 'surfaced' && !this.#reportGood.has(originOf(first.authority)) ? 'unknown' : seen;
    const others = reports.filter(({ status }) => status !== 421 && status !== 0);
    // Of two 421s that surfaced the page saw one.
    const counted = fate === 'surfaced' ? refused.filter((_, index) => index % 2 === 1) : refused;
    for (const [index, report] of counted.entries()) {
      const time = boundedTime(received - report.age, this.#now);
      const lost = fate === 'hidden' ? report.elapsed : 0;
      this.#count(report, fate, lost, dated ? time : undefined);
      const tries =
        fate === 'hidden'
          ? [report, ...others.slice(index, index + 1)]
          : fate === 'surfaced'
            ? [refused[index * 2] ?? report, report]
            : [report];
      this.#cases.add({
        ...{ authority: report.authority, time, lost },
        hidden: fate === 'hidden' ? 1 : 0,
        ending: fate === 'hidden' ? 'recovered' : fate === 'surfaced' ? 'misdirected' : 'cut',
        occurrence: (outcome) => occurrenceOf(tries, outcome, received),
      });
      if (fate !== 'unknown')
        this.#history.went(report.authority, fate === 'hidden' ? 'recovered' : 'misdirected', time);
    }
  }

  #count({ authority, address = '', protocol }: NelReport, fate: Fate, lost: number, time?: number): void {
    const key = `${originOf(authority)} ${address} ${protocol}`;
    const row = this.#rows.get(key) ?? this.#newRow(key, { authority, address, protocol });
    if (row !== undefined) {
      row[fate]++;
      row.lost += lost;
    }
    if (time === undefined) return;
    const from = Math.floor(time / HOUR) * HOUR;
    const span = this.#hours.get(from) ?? { from, hidden: 0, surfaced: 0, unknown: 0, lost: 0 };
    span[fate]++;
    span.lost += lost;
    if (this.#hours.size < MAX_HOURS || this.#hours.has(from)) this.#hours.set(from, span);
  }

  #newRow(
    key: string,
    where: { authority: NelRow['authority']; address: string; protocol: Protocol },
  ): Open<NelRow> | undefined {
    if (this.#rows.size >= MAX_ROWS) {
      this.#rowsCut = true;
      return undefined;
    }
    const made = { ...where, hidden: 0, surfaced: 0, unknown: 0, lost: 0 };
    this.#rows.set(key, made);
    return made;
  }

  async finish(): Promise<Contents> {
    for (const same of this.#waiting.splice(0)) this.#judge(same);
    const map = await this.#map.build(async (certificate) => certificate);
    const version = /Chrom(?:e|ium)\/([\d.]{1,40})/.exec(this.#agent ?? '')?.[1];
    const agent = { name: 'chromium', ...(version === undefined ? {} : { version }) } as const;
    return {
      agent,
      ...(this.#from <= this.#to ? { from: this.#from, to: this.#to } : {}),
      hosts: this.#cases.hosts(),
      unnamed: NO_COUNTS,
      incidents: this.#cases.incidents(agent, this.#history),
      map,
      nel: {
        rows: [...this.#rows.values()].sort(
          (a, b) => b.surfaced - a.surfaced || b.hidden - a.hidden || b.unknown - a.unknown,
        ),
        hours: [...this.#hours.values()].sort((a, b) => a.from - b.from),
      },
      notes: this.#notes(),
      cut: this.#cases.cut || this.#history.cut || map.cut || this.#rowsCut,
    };
  }

  #notes(): Note[] {
    return [
      ...(this.#loose > 0 ? [note('upload-unknown', String(this.#loose))] : []),
      ...(this.#sampled > 0 ? [note('sampled', String(this.#sampled))] : []),
      ...(this.#undated > 0 ? [note('undated')] : []),
    ];
  }
}

const isGood = ({ status, type }: NelReport): boolean =>
  status >= 200 && status < 400 && (type === 'ok' || type === '');

/**
 * By the order of the reports, each 421 being one attempt: alternating with other responses, each was hidden; only 421s
 * and of an even number, each second one surfaced. Everything else has more than one reading.
 */
function fateOf(reports: readonly NelReport[]): Fate {
  const statuses = reports.toSorted((a, b) => b.age - a.age).map(({ status }) => status);
  const refused = statuses.filter((status) => status === 421).length;
  if (refused === statuses.length) return refused % 2 === 0 ? 'surfaced' : 'unknown';
  const settled = statuses.every((status, at) => {
    const next = statuses[at + 1];
    return status !== 421 || (next !== undefined && next !== 421 && next !== 0);
  });
  return settled || (refused === 1 && statuses.some((status) => status !== 421 && status !== 0))
    ? 'hidden'
    : 'unknown';
}

/** `tries`: the reports of one request, oldest first, one or two. */
function occurrenceOf(
  tries: readonly NelReport[],
  outcome: Occurrence['outcome'],
  received: number,
): Occurrence {
  const [first, last = first] = [tries[0], tries.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a request without an attempt');
  const { authority, referrer } = first;
  return {
    outcome,
    exchange: boundedExchange({
      requestId: '',
      time: boundedTime(received - first.age, received),
      ...{ tabId: -1, frameId: -1, context: { kind: 'normal' } },
      request: {
        ...{ method: first.method, type: 'other', url: first.url },
        ...(referrer === undefined ? {} : { initiator: referrer }),
      },
      response: {
        ...{ status: last.status, statusLine: '', headers: [], headersCut: true },
        protocol: last.protocol,
        address: last.address === undefined ? unknown('not_in_log') : known(last.address),
        fromCache: known(false),
        proxy: unknown('not_in_log'),
      },
    }),
    ...{ body: unknown('not_in_log'), page: unknown('not_in_log') },
    tls: unknown(authority.scheme === 'http' ? 'no_tls' : 'not_in_log'),
    attempts: tries.map(
      (one, at): Attempt => ({
        time: boundedTime(received - one.age - one.elapsed, received),
        ...{ duration: one.elapsed, status: one.status, headers: [], protocol: one.protocol },
        ...(one.address === undefined ? {} : { address: one.address }),
        hidden: one.status === 421 && at < tries.length - 1,
      }),
    ),
  };
}
