import { diagnose } from '../../src/diagnosis/diagnose.js';
import { SITUATIONS } from '../fixtures/situations/index.js';
import { type Figure, timed } from './figure.js';

/** One diagnosis, over all recorded situations. */
export const bench = async (): Promise<Figure[]> => [
  await timed(
    `diagnose() of one incident (mean over ${SITUATIONS.length} situations)`,
    () => {
      for (const { incident, certificate } of SITUATIONS) diagnose(incident, certificate);
    },
    { runs: 50, per: SITUATIONS.length },
  ),
];
