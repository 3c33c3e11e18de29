import type { TabView } from '../../../src/messages.js';
import type { Neighbour } from '../../../src/model/host-history.js';
import type { Incident } from '../../../src/model/incident.js';
import { NOON, type OccurrenceSketch } from '../../fixtures/build.js';
import { APACHE_PAGE } from '../../fixtures/server-pages.js';

/** As nginx writes it, shortened to what is recognised. */
export const NGINX_PAGE = `<html>
<head><title>421 Misdirected Request</title></head>
<body>
<center><h1>421 Misdirected Request</h1></center>
<hr><center>nginx</center>
</body>
</html>
`;

export const behindNginx = (url: string, more: OccurrenceSketch = {}): OccurrenceSketch => ({
  url,
  headers: ['server: nginx/1.22.1', 'content-type: text/html; charset=iso-8859-1'],
  body: APACHE_PAGE,
  ...more,
});

export const neighbour = (host: string, more: Partial<Neighbour> = {}): Neighbour => ({
  host,
  port: 443,
  address: '192.0.2.10',
  protocol: 'h2',
  firstSeen: NOON - 60_000,
  lastSeen: NOON - 2_000,
  count: 4,
  lastStatus: 200,
  misdirected: 0,
  ...more,
});

export const tab = (incidents: readonly Incident[], more: Partial<TabView> = {}): TabView => {
  const host = incidents[0]?.authority.host ?? 'shop.example';
  return { state: 'watching', host, incidents, checking: [], ...more };
};
