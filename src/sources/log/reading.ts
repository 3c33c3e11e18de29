import type { Agent, Incident } from '../../model/incident.js';
import type { Counts, HostTroubles } from './incidents/incident-builder.js';
import type { ConnectionMap } from './map/connection-map.js';
import type { Failure, Note } from './note.js';
import type { FileKind } from './split/sink.js';

/** A connection on which 421s were given to hosts for which it was not opened. */
export interface SharedConnection {
  /** `host:port` */
  readonly openedFor: string;
  readonly address?: string;
  /** `host:port` of those that were refused on it. */
  readonly hosts: readonly string[];
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
  /** What only the reader of this kind of file knows to say of it. */
  readonly notes: readonly Note[];
  /** Parts that came whole but made no sense. */
  readonly damaged?: number;
  /** There was more than is kept. */
  readonly cut: boolean;
}

/** What was read out of a NetLog or HAR file. */
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
  /** What the reader of the result should know: cut off, damaged, more than is kept. */
  readonly notes: readonly Note[];
}

export type ReadingResult =
  | { readonly read: true; readonly reading: Reading }
  /** The file is none that can be read; why. */
  | { readonly read: false; readonly failure: Failure };
