// What speaks for and against a misdirected navigation that failed before there was a response, where a difference made it
// suspect (suspicion/failures.ts). What may stand in the visitor's network is always among the findings: it can give the same.
import type { Evidence } from '../../model/diagnosis.js';
import { text } from '../../model/text.js';
import { DIFFERENCE_MS, type Failure, wellOfSameSite } from '../../suspicion/failures.js';
import type { Facts } from '../types.js';

/** The host itself was answered within minutes before the failure. */
export const recentlyWell = ({ periods, occurrence }: Facts): boolean => {
  const { time } = occurrence.exchange;
  return periods.some(
    ({ kind, from, to }) => kind === 'answered' && from <= time && time - to < DIFFERENCE_MS,
  );
};

export function failureEvidence(facts: Facts, failure: Failure, ownWell: boolean): readonly Evidence[] {
  const { authority, address, neighbours, occurrence } = facts;
  const { statusLine } = occurrence.exchange.response;
  const neighbour = wellOfSameSite(
    authority.host,
    neighbours.filter((one) => one.address === address),
  );
  return [
    {
      id: `failed-${failure}`,
      weight: 2,
      text:
        failure === 'certificate-name'
          ? text('suspected_evidence_failed_certificate', statusLine)
          : text('suspected_evidence_failed_alert', statusLine),
      source:
        failure === 'certificate-name'
          ? 'RFC 9525 section 6: the browser compared the names'
          : 'RFC 6066 section 3: the alert unrecognized_name',
    },
    ...(ownWell
      ? [
          {
            id: 'answered-minutes-before',
            weight: 2 as const,
            text: text('evidence_answered_minutes_before'),
            source: 'RFC 9110 section 15.5.20: nodes behind one address may differ',
          },
        ]
      : []),
    ...(neighbour && address !== undefined
      ? [
          {
            id: 'neighbour-well-in-between',
            weight: 2 as const,
            text: text('suspected_evidence_neighbour_well', neighbour.host, address),
            source: 'measured: Firefox 153 has the address of a failed request, Chromium 156 has none',
          },
        ]
      : []),
    {
      id: 'may-be-the-network',
      weight: -1,
      text: text('suspected_evidence_network'),
      source: 'RFC 8952 section 2: a captive portal answers in place of every host',
    },
  ];
}
