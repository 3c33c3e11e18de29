import { diagnose } from '../../../src/diagnosis/diagnose.js';
import type { Attempt } from '../../../src/model/attempt.js';
import type { CauseId } from '../../../src/model/cause.js';
import type { CheckId, CheckResponse, CheckResult, PastedFacts } from '../../../src/model/check.js';
import type { Diagnosis, Evidence, Finding } from '../../../src/model/diagnosis.js';
import type { HistoryPeriod, Neighbour } from '../../../src/model/host-history.js';
import type { Incident } from '../../../src/model/incident.js';
import type { CertificateFacts } from '../../../src/model/tls.js';
import { incidentOf, NOON, type OccurrenceSketch } from '../../fixtures/build.js';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const FIREFOX = { name: 'firefox', version: '153.7' } as const;
export const CHROMIUM = { name: 'chromium', version: '156' } as const;

/** Diagnoses one incident of the given occurrences. */
export const diagnosed = (
  sketches: OccurrenceSketch | readonly OccurrenceSketch[],
  parts: Parameters<typeof incidentOf>[1] = {},
  certificate?: CertificateFacts,
): Diagnosis => diagnose(incidentOf(sketches, parts), certificate);

export const causesOf = ({ findings }: Diagnosis): readonly CauseId[] => findings.map(({ cause }) => cause);

/** `origin-sni likely`, for the first finding. */
export const verdictOf = ({ findings }: Diagnosis): string =>
  `${findings[0]?.cause} ${findings[0]?.confidence}`;

export const findingOf = (diagnosis: Diagnosis, cause: CauseId): Finding | undefined =>
  diagnosis.findings.find((finding) => finding.cause === cause);

export const evidenceOf = (diagnosis: Diagnosis, cause: CauseId): readonly Evidence[] =>
  findingOf(diagnosis, cause)?.evidence ?? [];

export const evidenceIds = (diagnosis: Diagnosis, cause: CauseId): readonly string[] =>
  evidenceOf(diagnosis, cause).map(({ id }) => id);

export const scoreOf = (diagnosis: Diagnosis, cause: CauseId): number =>
  findingOf(diagnosis, cause)?.score ?? 0;

export const ruledOut = (diagnosis: Diagnosis): Readonly<Partial<Record<CauseId, string>>> =>
  Object.fromEntries(diagnosis.ruledOut.map(({ cause, reason }) => [cause, reason.key]));

export const neighbour = (host: string, parts: Partial<Neighbour> = {}): Neighbour => ({
  host,
  port: 443,
  address: '192.0.2.10',
  protocol: 'h2',
  firstSeen: NOON - MINUTE,
  lastSeen: NOON,
  count: 3,
  lastStatus: 200,
  misdirected: 0,
  ...parts,
});

/** A history built backwards from noon: `periods('answered', 2, 'misdirected', 1)` changes two minutes apart. */
export function periods(...kindsAndCounts: readonly (HistoryPeriod['kind'] | number)[]): HistoryPeriod[] {
  const made: HistoryPeriod[] = [];
  for (let at = 0; at + 1 < kindsAndCounts.length; at += 2) {
    const kind = kindsAndCounts[at];
    const count = kindsAndCounts[at + 1];
    if (typeof kind !== 'string' || typeof count !== 'number')
      throw new Error('kind, count, kind, count ...');
    const left = (kindsAndCounts.length - at) / 2 - 1;
    const to = NOON - left * 2 * MINUTE;
    made.push({ kind, from: to - MINUTE, to, count });
  }
  return made;
}

/** Refused each time for half an hour. */
export const STEADILY: { readonly periods: readonly HistoryPeriod[] } = {
  periods: [{ kind: 'misdirected', from: NOON - 30 * MINUTE, to: NOON, count: 12 }],
};

export const response = (status: number, parts: Partial<CheckResponse> = {}): CheckResponse => ({
  url: 'https://shop.example/',
  method: 'GET',
  status,
  statusLine: `HTTP/1.1 ${status}`,
  protocol: 'h2',
  headers: [],
  address: '192.0.2.10',
  ...parts,
});

export const check = (
  id: CheckId,
  responses: readonly CheckResponse[],
  parts: Partial<CheckResult> = {},
): CheckResult => ({
  id,
  time: NOON + MINUTE,
  state: 'done',
  sent: responses.map(({ method, url }) => `${method} ${url}`),
  responses,
  ...parts,
});

export const pasted = (parts: Partial<PastedFacts>): PastedFacts => ({
  time: NOON + MINUTE,
  program: 'curl',
  host: 'shop.example',
  ...parts,
});

/** A try over HTTP/2, on the host's own connection. */
export const attempt = (status: number, parts: Partial<Attempt> = {}): Attempt => ({
  time: NOON,
  duration: 20,
  status,
  headers: [],
  protocol: 'h2',
  openedFor: { host: 'shop.example', port: 443 },
  shared: false,
  address: '192.0.2.10',
  hidden: false,
  ...parts,
});

export const certificate = (
  dnsNames: readonly string[],
  parts: Partial<CertificateFacts> = {},
): CertificateFacts => ({ dnsNames, addresses: [], ...parts });

export type { Incident };
