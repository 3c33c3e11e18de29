import type { Authority, HostPort } from '../../model/authority.js';
import type { Protocol } from '../../model/exchange.js';
import type { Agent, Incident } from '../../model/incident.js';
import type { Counts, HostTroubles } from './incident-builder.js';
import type { ConnectionMap } from './map/connection-map.js';
import type { Failure, Note } from './note.js';
import type { FileKind } from './split/sink.js';

/** A connection on which 421s were given to hosts for which it was not opened. */
export interface SharedConnection {
  readonly openedFor: HostPort;
  readonly address?: string;
  /** Those that were refused on it. */
  readonly hosts: readonly HostPort[];
  readonly misdirected: number;
  readonly hidden: number;
  /** ms that the hidden ones took */
  readonly lost: number;
}

/** What a file comes to. */
export interface Summary {
  /** 421s that the browser hid. */
  readonly hidden: number;
  /** 421s that surfaced. */
  readonly surfaced: number;
  /** Hidden 421s whose retry brought no response, or none before the end of the file. */
  readonly unsettled: number;
  /** ms that the hidden 421s took: the time that asking on the wrong connection cost. */
  readonly lost: number;
  readonly hosts: readonly HostTroubles[];
  /** What is counted above of requests whose host the file does not name. */
  readonly unnamed: Counts;
  readonly shared: readonly SharedConnection[];
}

/** 421s in reports of Network Error Logging, by what became of their requests. */
export interface NelCounts {
  readonly hidden: number;
  readonly surfaced: number;
  /** The reports do not say. */
  readonly unknown: number;
  /** ms that the hidden ones took */
  readonly lost: number;
}

/** Those that one server gave for one host over one protocol. */
export interface NelRow extends NelCounts {
  readonly authority: Authority;
  /** Empty where the reports name none. */
  readonly address: string;
  readonly protocol: Protocol;
}

/** Those of one hour; `from`: its beginning, in ms since the epoch. */
export interface NelSpan extends NelCounts {
  readonly from: number;
}

export interface NelFigures {
  /** The most troubled first. */
  readonly rows: readonly NelRow[];
  /** Hours with a 421, oldest first; empty where nobody dated the reports. */
  readonly hours: readonly NelSpan[];
}

/** What a reader gives back at the end of its file. */
export interface Contents {
  readonly agent: Agent;
  readonly creator?: string;
  readonly from?: number;
  readonly to?: number;
  readonly hosts: readonly HostTroubles[];
  readonly incidents: readonly Incident[];
  readonly map: ConnectionMap;
  readonly unnamed: Counts;
  /** Of reports of Network Error Logging only. */
  readonly nel?: NelFigures;
  /** What only the reader of this kind of file knows to say of it. */
  readonly notes: readonly Note[];
  /** Parts that came whole but made no sense. */
  readonly damaged?: number;
  /** There was more than is kept. */
  readonly cut: boolean;
}

/** What was read out of a NetLog, a HAR file, or reports of Network Error Logging. */
export interface Reading {
  readonly kind: FileKind;
  readonly agent: Agent;
  /** The program that wrote a HAR file, in its own words. */
  readonly creator?: string;
  /** Events or entries in the file. */
  readonly seen: number;
  /** ms since the epoch of the first and the last thing in the file; absent where there is none. */
  readonly from?: number;
  readonly to?: number;
  readonly summary: Summary;
  readonly incidents: readonly Incident[];
  readonly map: ConnectionMap;
  /** Of reports of Network Error Logging only. */
  readonly nel?: NelFigures;
  /** What the reader of the result should know: cut off, damaged, more than is kept. */
  readonly notes: readonly Note[];
}

export type ReadingResult =
  | { readonly read: true; readonly reading: Reading }
  /** The file is none that can be read; why. */
  | { readonly read: false; readonly failure: Failure };
