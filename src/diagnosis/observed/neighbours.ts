import { coversHost } from '../../model/certificate.js';
import type { Neighbour } from '../../model/host-history.js';
import type { RawFacts } from '../types.js';
import { refusedOn } from './attempts.js';
import { recovered } from './page.js';

/**
 * Neighbours whose connection the browser may have shared: those that the certificate covers, all of them where none
 * was seen. After a hidden retry the certificate that shows is the one of the new connection, and says nothing of
 * the shared one, which was the neighbour's. Where a log names the connection, there is nothing left to suppose.
 */
export const sharingNeighbours = (facts: RawFacts): readonly Neighbour[] => {
  const { neighbours, certificate } = facts;
  const connection = refusedOn(facts);
  if (connection?.kind === 'own') return [];
  if (connection?.opener !== undefined) return neighbours.filter(({ host }) => host === connection.opener);
  return certificate && !recovered(facts)
    ? neighbours.filter(({ host }) => coversHost(certificate, host))
    : neighbours;
};

/** The certificate was read, and it covers the host and at least one neighbour. */
export const certificateCoversNeighbour = ({
  certificate,
  neighbours,
  authority,
}: RawFacts): Neighbour | undefined =>
  certificate && coversHost(certificate, authority.host)
    ? neighbours.find(({ host }) => coversHost(certificate, host))
    : undefined;

/** A neighbour that was never refused and whose last response was a success or a redirect. */
export const wellNeighbour = ({ neighbours }: RawFacts): Neighbour | undefined =>
  neighbours.find(
    ({ misdirected, lastStatus }) => misdirected === 0 && lastStatus >= 200 && lastStatus < 400,
  );

/** A neighbour whose last response was a 421 as well. */
export const refusedNeighbour = ({ neighbours }: RawFacts): Neighbour | undefined =>
  neighbours.find(({ lastStatus }) => lastStatus === 421);
