// A navigation that failed before there was a response, where a difference made it suspect (suspicion/failures.ts). Never more
// than possible, and what may stand in the visitor's network is always among the findings: it can give the same.
import type { Diagnosis, Evidence } from '../../model/diagnosis.js';
import { text } from '../../model/text.js';
import { DIFFERENCE_MS, type Failure, wellOfSameSite } from '../../suspicion/failures.js';
import {
  addNameToCertificate,
  compareAddress,
  contactOperator,
  otherNetwork,
  requestEachNode,
  verifyCertificate,
} from '../common-steps.js';
import type { Facts } from '../types.js';
import { findingOf } from './finding.js';
import { certificateMismatch, type Reading, serveHost } from './meanings.js';

export function diagnoseFailedNavigation(facts: Facts, failure: Failure): Diagnosis {
  const ownWell = wasWellItself(facts);
  const missing = failure === 'certificate-name' ? certificateMismatch(facts) : unknownName(facts);
  const readings: readonly Reading[] = [
    ...(ownWell ? [nodesDiffer(facts)] : []),
    { ...missing, visitor: visitor(facts) },
    network(facts),
  ];
  const evidence = evidenceOf(facts, failure, ownWell);
  return {
    findings: readings.map((reading, place) =>
      findingOf(reading, { confidence: 'possible', score: readings.length - place, evidence }),
    ),
    ruledOut: [],
    gateways: [],
    settles: text('doubt_client_middlebox'),
  };
}

/** Within minutes before the failure. */
const wasWellItself = ({ periods, occurrence }: Facts): boolean => {
  const { time } = occurrence.exchange;
  return periods.some(
    ({ kind, from, to }) => kind === 'answered' && from <= time && time - to < DIFFERENCE_MS,
  );
};

function evidenceOf(facts: Facts, failure: Failure, ownWell: boolean): readonly Evidence[] {
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

const visitor = ({ authority }: Facts) => text('suspected_visitor_failed', authority.host);

const unknownName = (facts: Facts): Reading => ({
  cause: 'host-not-served',
  verdict: text('cause_host_not_served_verdict', facts.authority.host),
  visitor: visitor(facts),
  operator: text('suspected_operator_unknown_name', facts.authority.host),
  steps: [contactOperator(facts), compareAddress(facts), serveHost(facts), verifyCertificate(facts)],
});

const nodesDiffer = (facts: Facts): Reading => ({
  cause: 'balancer-inconsistent',
  verdict: text('cause_balancer_inconsistent_verdict', facts.authority.host),
  visitor: visitor(facts),
  operator: text('cause_balancer_inconsistent_operator', facts.authority.host),
  steps: [
    contactOperator(facts),
    {
      id: 'level-nodes',
      audience: 'operator',
      group: 'fix',
      title: text('step_level_nodes', facts.authority.host),
      detail: text('step_level_nodes_detail'),
      actions: [],
    },
    addNameToCertificate(facts),
    requestEachNode(facts),
  ],
});

const network = (facts: Facts): Reading => ({
  cause: 'client-middlebox',
  verdict: text('cause_client_middlebox_verdict'),
  visitor: text('suspected_visitor_network', facts.authority.host),
  operator: text('cause_client_middlebox_operator', facts.authority.host),
  steps: [otherNetwork(facts), verifyCertificate(facts)],
});
