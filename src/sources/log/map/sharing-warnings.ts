import { type CertificateNames, coversHost } from '../../../model/certificate.js';
import type { MapGroup, SharingWarning } from './connection-map.js';

const MAX_WARNINGS = 200;

/** A group whose connections go straight to a server over TLS at a known place. */
type Placed = MapGroup & { readonly address: string; readonly port: number };

const isPlaced = (group: MapGroup): group is Placed =>
  group.secure && group.proxy === undefined && group.address !== undefined && group.port !== undefined;

/** Only HTTP/2 and HTTP/3 connections are reused for other hosts (RFC 9110 section 4.3.3). */
const isReusable = ({ protocol }: MapGroup): boolean => protocol !== 'http/1.1' && protocol !== 'unknown';

/**
 * Which hosts may come onto one connection (RFC 9113 section 9.1.1, RFC 9114 section 3.3): seen at one address and port,
 * one of them over HTTP/2 or HTTP/3 with a certificate that covers the others. A host that only has HTTP/1.1 can be
 * asked for on another one's connection as well (measured: Chromium 156). Hosts of which all were seen together on one
 * connection are left out: there the browser has done it.
 */
export function sharingWarnings(groups: readonly MapGroup[]): SharingWarning[] {
  const places = new Map<string, Placed[]>();
  for (const group of groups.filter(isPlaced)) {
    const key = `${group.address} ${group.port}`;
    const known = places.get(key);
    if (known === undefined) places.set(key, [group]);
    else known.push(group);
  }
  return [...places.values()].flatMap(warningsAt).slice(0, MAX_WARNINGS);
}

function warningsAt(groups: readonly Placed[]): SharingWarning[] {
  const reusable = groups.filter(isReusable);
  const [first] = reusable;
  if (first === undefined) return [];
  const { address, port } = first;
  const hosts = hostsOf(groups);
  const certificates = new Set(reusable.flatMap(({ certificate }) => certificate ?? []));
  const covered = largest([...certificates].map((certificate) => coveredBy(certificate, hosts)));
  // Where no certificate was seen, one may cover them all.
  const doubtful = reusable.some(({ certificate }) => certificate === undefined) ? [hosts] : [];
  const warn = (names: readonly string[], certificate: SharingWarning['certificate']): SharingWarning => ({
    address,
    port,
    certificate,
    hosts: names,
    together: names.filter((name) => groups.some((group) => isShared(group, names, name))),
  });
  return [
    ...covered.map((names) => warn(names, 'covers')),
    ...doubtful
      .filter((names) => !covered.some((more) => names.every((name) => more.includes(name))))
      .map((names) => warn(names, 'unknown')),
  ].filter(({ hosts: names, together }) => names.length > 1 && together.length < names.length);
}

const hostsOf = (groups: readonly MapGroup[]): string[] =>
  [...new Set(groups.flatMap(({ hosts }) => hosts.map(({ host }) => host)))].sort();

const coveredBy = (certificate: CertificateNames, hosts: readonly string[]): string[] =>
  hosts.filter((host) => coversHost(certificate, host));

/** The sets that no other one holds. */
const largest = (sets: readonly string[][]): string[][] =>
  sets.filter(
    (set, index) =>
      !sets.some(
        (other, at) =>
          at !== index &&
          set.every((name) => other.includes(name)) &&
          (other.length > set.length || at < index),
      ),
  );

/** A real connection carried this host and another one of them. */
const isShared = ({ by, hosts }: MapGroup, names: readonly string[], name: string): boolean =>
  by === 'connection' &&
  hosts.some(({ host }) => host === name) &&
  hosts.some(({ host }) => host !== name && names.includes(host));
