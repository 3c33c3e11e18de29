import { CONFIDENCES } from '../../src/model/cause.js';
import type { ExpectedIncident } from '../lab/site.js';
import type { ShownIncident } from './shown.js';

const rank = (confidence: string): number => (CONFIDENCES as readonly string[]).indexOf(confidence);

function faultsOf(expected: ExpectedIncident, shown: ShownIncident): string[] {
  const faults: string[] = [];
  if (shown.status !== expected.status) {
    faults.push(`${expected.host} is ${shown.status}, expected ${expected.status}`);
  }
  if (!expected.causes.some((cause) => cause === shown.cause)) {
    faults.push(
      `${expected.host}: ${shown.causes.join(' > ')} (${shown.confidence}), expected ${expected.causes.join(' or ')}`,
    );
  }
  if (rank(shown.confidence) < 0) faults.push(`${expected.host}: no confidence "${shown.confidence}"`);
  if (rank(shown.confidence) > rank(expected.atMost)) {
    faults.push(`${expected.host}: says "${shown.confidence}" where only "${expected.atMost}" is justified`);
  }
  return faults;
}

/** Holds what the popup shows against what it should show; no entry: as labelled. Each host counts once. */
export function mismatches(expected: readonly ExpectedIncident[], shown: readonly ShownIncident[]): string[] {
  const surplus = shown.filter(({ host }) => !expected.some((one) => one.host === host));
  return [
    ...surplus.map(({ host, cause }) => `an incident that should not be: ${host} (${cause})`),
    ...expected.flatMap((one) => {
      const found = shown.filter(({ host }) => host === one.host);
      const [only] = found;
      if (!only) return [`no incident for ${one.host}`];
      return found.length > 1 ? [`${found.length} incidents for ${one.host}`] : faultsOf(one, only);
    }),
  ];
}
