import { t } from '../../i18n/i18n.js';
import { hostFieldOf } from '../../model/authority.js';
import { PROTOCOL_NAMES, type Protocol } from '../../model/protocol.js';
import type { MapGroup, MapHost } from '../../sources/log/map/connection-map.js';

/** A host as a browser writes it into the Host field: the port only where it is not the default. */
export const hostName = ({ host, port }: Pick<MapHost, 'host' | 'port'>, secure: boolean): string =>
  hostFieldOf({ scheme: secure ? 'https' : 'http', host, port });

/** The host that a connection was opened for; undefined where nobody knows. */
export function openerName({
  openedFor,
  secure,
}: Pick<MapGroup, 'openedFor' | 'secure'>): string | undefined {
  return openedFor && hostName(openedFor, secure);
}

export function protocolName(protocol: Protocol): string {
  if (protocol === 'unknown') return t('map_protocol_unknown');
  return protocol === 'h2-or-h3' ? t('map_protocol_h2_or_h3') : PROTOCOL_NAMES[protocol];
}

/** IPv6 addresses stand in brackets where a port may follow (RFC 3986 section 3.2.2). */
export const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

export const endpoint = (address: string, port: number | undefined): string =>
  port === undefined ? address : `${bracketed(address)}:${port}`;
