import type { Authority } from '../../../model/authority.js';
import type { Protocol } from '../../../model/exchange.js';
import type { MapCertificate } from './connection-map.js';
import type { MapBuilder } from './map-builder.js';

/** One answer, as a HAR entry or the developer tools' network panel have it. */
export interface Traffic {
  readonly authority: Authority;
  readonly status: number;
  readonly protocol: Protocol;
  /** Of the peer; absent where the program names none. */
  readonly address?: string | undefined;
  /** Id of the real connection: Chromium's `_connectionId`. Answers with the same id came over one connection. */
  readonly connection?: string | undefined;
  readonly certificate?: MapCertificate | undefined;
}

/** Connection ids that are distinguished. */
const MAX_IDS = 50_000;

/** Adds one answer to a map. `seen` remembers the connections that were counted. */
export function noteTraffic(
  map: MapBuilder<MapCertificate>,
  seen: Set<string>,
  { authority, status, protocol, address, connection, certificate }: Traffic,
): void {
  const secure = authority.scheme === 'https';
  const { host, port } = authority;
  const anew = connection !== undefined && !seen.has(connection) && seen.size < MAX_IDS;
  if (anew) seen.add(connection);
  // Without an address, hosts have nothing in common.
  const key =
    connection === undefined
      ? `address ${address ?? host} ${port} ${protocol} ${secure}`
      : `connection ${connection}`;
  map.used(
    {
      by: connection === undefined ? 'address' : 'connection',
      key,
      protocol,
      secure,
      address,
      port,
      certificate,
    },
    [{ host, port, requests: 1, misdirected: status === 421 ? 1 : 0, hidden: 0, lost: 0 }],
    anew,
  );
}
