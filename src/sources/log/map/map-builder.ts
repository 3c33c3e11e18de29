import { type HostPort, hostPortOf, isSameHostPort } from '../../../model/authority.js';
import { coversHost } from '../../../model/certificate.js';
import type { Protocol } from '../../../model/exchange.js';
import type { ConnectionMap, MapCertificate, MapGroup, MapHost } from './connection-map.js';
import { sharingWarnings } from './sharing-warnings.js';

/** Groups that are kept; those with a 421 may exceed it by as many again. */
const MAX_GROUPS = 1000;
const MAX_HOSTS = 500;

/** What is known of a connection. `Certificate` is whatever names one: read only at the end, and once for each. */
export interface KnownConnection<Certificate> {
  readonly by: MapGroup['by'];
  /** Which connections count as one. */
  readonly key: string;
  readonly openedFor?: HostPort | undefined;
  readonly protocol: Protocol;
  readonly secure: boolean;
  readonly address?: string | undefined;
  readonly port?: number | undefined;
  readonly proxy?: string | undefined;
  readonly certificate?: Certificate | undefined;
}

/** How one host used it. */
export interface KnownUse {
  readonly host: string;
  readonly port: number;
  readonly requests: number;
  readonly misdirected: number;
  readonly hidden: number;
  readonly lost: number;
}

interface Group<Certificate> {
  connection: KnownConnection<Certificate>;
  connections: number;
  readonly hosts: Map<string, { -readonly [Key in keyof KnownUse]: KnownUse[Key] }>;
}

/** Gathers which hosts used which connections, in bounded memory. */
export class MapBuilder<Certificate> {
  readonly #groups = new Map<string, Group<Certificate>>();
  #cut = false;

  /** `anew`: a connection that was not counted before. */
  used(connection: KnownConnection<Certificate>, uses: readonly KnownUse[], anew: boolean): void {
    if (uses.length === 0) return;
    const group = this.#groupOf(
      connection,
      uses.some(({ misdirected }) => misdirected > 0),
    );
    if (group === undefined) return;
    if (anew) group.connections++;
    const { certificate } = connection;
    if (certificate !== undefined && certificate !== group.connection.certificate) {
      group.connection = { ...group.connection, certificate };
    }
    for (const use of uses) {
      const key = hostPortOf(use);
      const known = group.hosts.get(key);
      if (known !== undefined) {
        known.requests += use.requests;
        known.misdirected += use.misdirected;
        known.hidden += use.hidden;
        known.lost += use.lost;
      } else if (group.hosts.size < MAX_HOSTS) group.hosts.set(key, { ...use });
      else this.#cut = true;
    }
  }

  #groupOf(connection: KnownConnection<Certificate>, important: boolean): Group<Certificate> | undefined {
    const known = this.#groups.get(connection.key);
    if (known !== undefined) return known;
    if (this.#groups.size >= (important ? 2 * MAX_GROUPS : MAX_GROUPS)) {
      this.#cut = true;
      return undefined;
    }
    const made = { connection, connections: 0, hosts: new Map() };
    this.#groups.set(connection.key, made);
    return made;
  }

  /** `read` gives a certificate's names; undefined where it cannot be read. */
  async build(
    read: (certificate: Certificate) => Promise<MapCertificate | undefined>,
  ): Promise<ConnectionMap> {
    const names = new Map<Certificate, MapCertificate | undefined>();
    for (const { connection } of this.#groups.values()) {
      const { certificate } = connection;
      if (certificate !== undefined && !names.has(certificate))
        names.set(certificate, await read(certificate));
    }
    const groups = [...this.#groups.values()]
      .map((group, index) =>
        groupOf(
          group,
          index,
          group.connection.certificate === undefined ? undefined : names.get(group.connection.certificate),
        ),
      )
      .sort((a, b) => misdirectedIn(b) - misdirectedIn(a) || b.hosts.length - a.hosts.length);
    return { groups, warnings: sharingWarnings(groups), cut: this.#cut };
  }
}

const misdirectedIn = ({ hosts }: MapGroup): number =>
  hosts.reduce((sum, { misdirected }) => sum + misdirected, 0);

function groupOf<Certificate>(
  { connection, connections, hosts }: Group<Certificate>,
  index: number,
  certificate: MapCertificate | undefined,
): MapGroup {
  const { by, openedFor, protocol, secure, address, port, proxy } = connection;
  return {
    id: String(index + 1),
    by,
    connections: by === 'connection' ? connections : 0,
    ...(openedFor === undefined ? {} : { openedFor }),
    protocol,
    secure,
    ...(address === undefined ? {} : { address }),
    ...(port === undefined ? {} : { port }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(certificate === undefined ? {} : { certificate }),
    hosts: [...hosts.values()]
      .map(
        (use): MapHost => ({
          ...use,
          ...(openedFor === undefined ? {} : { opener: isSameHostPort(openedFor, use) }),
          ...coverage(certificate, use.host),
        }),
      )
      .sort((a, b) => Number(b.opener ?? false) - Number(a.opener ?? false) || (a.host < b.host ? -1 : 1)),
  };
}

/** Where names were left out, only a match shows. */
function coverage(certificate: MapCertificate | undefined, host: string): Pick<MapHost, 'covered'> {
  if (certificate === undefined) return {};
  const covered = coversHost(certificate, host);
  return covered || !certificate.namesCut ? { covered } : {};
}
