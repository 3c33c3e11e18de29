import type { Counts, HostTroubles } from './incidents/incident-builder.js';
import type { ConnectionMap } from './map/connection-map.js';
import type { SharedConnection, Summary } from './reading.js';

/** What a file comes to: how many 421s, on which hosts, from which shared connections, and the time they took. */
export function summaryOf(hosts: readonly HostTroubles[], unnamed: Counts, map: ConnectionMap): Summary {
  const total = (count: (counts: Counts) => number) =>
    hosts.reduce((sum, host) => sum + count(host), count(unnamed));
  return {
    hidden: total(({ hidden }) => hidden),
    surfaced: total(({ surfaced }) => surfaced),
    unsettled: total(({ unsettled }) => unsettled),
    lost: total(({ lost }) => lost),
    hosts,
    unnamed,
    shared: sharedIn(map),
  };
}

/** Connections that refused hosts other than their own; the most refusing first. */
function sharedIn({ groups }: ConnectionMap): SharedConnection[] {
  return groups
    .flatMap(({ openedFor, address, secure, hosts }): SharedConnection[] => {
      const refused = hosts.filter(({ opener, misdirected }) => opener === false && misdirected > 0);
      if (openedFor === undefined || !secure || refused.length === 0) return [];
      const total = (count: (host: (typeof refused)[number]) => number) =>
        refused.reduce((sum, host) => sum + count(host), 0);
      return [
        {
          openedFor,
          ...(address === undefined ? {} : { address }),
          hosts: refused.map(({ host, port }) => ({ host, port })),
          misdirected: total(({ misdirected }) => misdirected),
          hidden: total(({ hidden }) => hidden),
          lost: total(({ lost }) => lost),
        },
      ];
    })
    .sort((a, b) => b.misdirected - a.misdirected);
}
