import { coversHost } from '../../model/certificate.js';
import type { Neighbour } from '../../model/sighting.js';
import type { RawFacts } from '../types.js';

/** Neighbours with whose host the browser could share a connection: all of them where no certificate was seen. */
export const sharingNeighbours = ({ neighbours, certificate }: RawFacts): readonly Neighbour[] =>
  certificate ? neighbours.filter(({ host }) => coversHost(certificate, host)) : neighbours;

/** The certificate was read, and it covers the host and at least one neighbour. */
export const certificateCoversNeighbour = (facts: RawFacts): Neighbour | undefined =>
  facts.certificate && coversHost(facts.certificate, facts.authority.host)
    ? sharingNeighbours(facts)[0]
    : undefined;

/** A neighbour that was never refused and whose last answer was a success or a redirect. */
export const wellNeighbour = ({ neighbours }: RawFacts): Neighbour | undefined =>
  neighbours.find(
    ({ misdirected, lastStatus }) => misdirected === 0 && lastStatus >= 200 && lastStatus < 400,
  );

/** A neighbour whose last answer was a 421 as well. */
export const refusedNeighbour = ({ neighbours }: RawFacts): Neighbour | undefined =>
  neighbours.find(({ lastStatus }) => lastStatus === 421);
