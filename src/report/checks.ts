import type { CheckId, CheckResponse, CheckResult, PastedFacts } from '../model/check.js';
import type { MessageKey } from '../model/text.js';
import { moment } from './moment.js';

const NAMES: Readonly<Record<CheckId, MessageKey>> = {
  repeat: 'report_check_repeat',
  other_path: 'report_check_other_path',
  without_dot: 'report_check_without_dot',
  sharing: 'report_check_sharing',
  address: 'report_check_address',
  certificate: 'ui_fact_certificate',
  retry: 'report_check_retry',
};

const STATES: Readonly<Record<Exclude<CheckResult['state'], 'done'>, MessageKey>> = {
  cancelled: 'report_check_cancelled',
  timed_out: 'report_check_timed_out',
  failed: 'report_check_failed',
  not_possible: 'report_check_not_possible',
};

const REPORTED = { recovered: 'report_check_recovered', same: 'report_check_same' } as const;

/** How it ended, where that is not a response. */
function endOf({ state, reported }: CheckResult): MessageKey | undefined {
  if (reported !== undefined) return REPORTED[reported];
  return state === 'done' ? undefined : STATES[state];
}

/** One line of a check: its name, how it ended where not by a response, and the data that came back. */
export interface CheckLine {
  readonly name: MessageKey;
  readonly ended?: MessageKey;
  readonly data: readonly string[];
}

/** What a check sent and what came back, each as one short line of data. */
export function checkLine(check: CheckResult): CheckLine {
  const { dns, way, error } = check;
  const ended = endOf(check);
  return {
    name: NAMES[check.id],
    ...(ended === undefined ? {} : { ended }),
    data: [
      moment(check.time),
      ...(check.responses.length === 0 ? check.sent : check.responses.map(responseLine)),
      ...(dns === undefined
        ? []
        : [...dns.addresses, ...(dns.canonicalName === undefined ? [] : [dns.canonicalName])]),
      ...(way === undefined ? [] : [way]),
      ...(error === undefined ? [] : [error]),
    ],
  };
}

const responseLine = ({ method, url, status }: CheckResponse): string => `${method} ${url} → ${status}`;

/** Facts from a pasted output, as `name: value` lines of data. */
export function pastedLines(pasted: PastedFacts): string[] {
  const { program, host, port, address, sni, tlsProtocol, alpn, certificate, status, server } = pasted;
  const { reason, policy, tlsOptions } = pasted;
  const names = certificate === undefined ? [] : [...certificate.dnsNames, ...certificate.addresses];
  const told: readonly (readonly [string, string | number | undefined])[] = [
    [program, host === undefined ? moment(pasted.time) : `${host}${port === undefined ? '' : `:${port}`}`],
    ['address', address],
    ['SNI', sni === null ? '-' : sni],
    ['TLS', tlsProtocol],
    ['ALPN', alpn],
    ['subject', certificate?.subject],
    ['names', names.length === 0 ? undefined : names.slice(0, 20).join(', ')],
    ['issuer', certificate?.issuer],
    ['verify', certificate?.verifyError],
    ['status', status],
    ['server', server],
    ['reason', reason],
    ['policy', policy],
    ['options', tlsOptions === undefined ? undefined : `SNI ${tlsOptions.sni}, Host ${tlsOptions.host}`],
  ];
  return told.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
}
