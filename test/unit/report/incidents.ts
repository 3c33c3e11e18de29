import type { Diagnosis, Finding } from '../../../src/model/diagnosis.js';
import { type Incident, leadingOccurrence } from '../../../src/model/incident.js';
import { text } from '../../../src/model/text.js';
import type { ReportOptions } from '../../../src/report/options.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

export const OPTIONS: ReportOptions = { includePaths: false, shell: 'sh', version: '1.2.3' };

/** A shop behind nginx, asked for a page whose address holds a secret. */
export const shop = (parts: Parameters<typeof incidentOf>[1] = {}): Incident =>
  incidentOf(
    {
      url: 'https://shop.example/orders/SECRETPATH?token=SECRETQUERY',
      initiator: 'https://shop.example/SECRETPATH',
      headers: [
        'server: nginx',
        'via: 1.1 gateway',
        'set-cookie: session=SECRETCOOKIE',
        'location: https://shop.example/SECRETPATH',
      ],
      statusLine: 'HTTP/1.1 421 Misdirected Request',
    },
    { count: 7, firstSeen: NOON - 3_600_000, ...parts },
  );

const urlOf = (incident: Incident): string => leadingOccurrence(incident)?.exchange.request.url ?? '';

/** Quotes the request of the incident that it is given, as a rule may. */
const findingOf = (incident: Incident): Finding => ({
  cause: 'origin-sni',
  hop: 'edge-origin',
  fixedBy: 'operator',
  confidence: 'likely',
  score: 6,
  headline: text('headline_operator_likely', 'shop.example'),
  verdict: text('cause_origin_sni_verdict_both', 'nginx', 'Apache httpd'),
  visitor: text('cause_origin_sni_visitor', 'shop.example'),
  operator: text('cause_origin_sni_operator', 'shop.example'),
  evidence: [
    {
      id: 'for',
      weight: 3,
      text: text('report_mail_first_last', urlOf(incident), urlOf(incident)),
      source: 'RFC 9110 section 7.4',
      fresh: true,
    },
    { id: 'against', weight: -2, text: text('report_mail_times', '3'), source: 'measured: nginx 1.22.1' },
  ],
  steps: [
    { id: 'wait', audience: 'visitor', title: text('report_mail_greeting'), actions: [] },
    {
      id: 'send-sni',
      audience: 'operator',
      group: 'fix',
      title: text('report_mail_browser', 'nginx'),
      detail: text('report_mail_closing'),
      actions: [
        {
          kind: 'config',
          config: {
            product: 'nginx',
            place: text('report_browser'),
            target: {
              file: '/etc/nginx/nginx.conf',
              block: 'server > location',
              having: 'proxy_pass',
              change: 'replace',
              replaces: ['proxy_ssl_name'],
            },
            lines: 'proxy_ssl_server_name on;\n\nproxy_ssl_name $host;',
            standing: 'tested',
            source: 'nginx.org/en/docs',
          },
        },
        {
          kind: 'command',
          command: { words: ['curl', '-sv', 'https://shop.example/'] },
        },
        { kind: 'open', url: 'https://manual.example/page#section' },
        { kind: 'open', url: 'https://shop.example/' },
        { kind: 'copy', value: 'network.http.http2.coalesce-hostnames' },
        { kind: 'run_checks' },
      ],
    },
  ],
});

export const diagnosis =
  (parts: Partial<Finding> = {}, rest: Partial<Diagnosis> = {}) =>
  (incident: Incident): Diagnosis => ({
    findings: [
      { ...findingOf(incident), ...parts },
      {
        ...findingOf(incident),
        cause: 'origin-pool',
        confidence: 'possible',
        verdict: text('cause_origin_pool_verdict'),
      },
    ],
    ruledOut: [{ cause: 'coalesced-connection', reason: text('report_mail_times', 'x') }],
    responder: { id: 'apache', name: 'Apache httpd', by: text('report_times'), sure: 'certain' },
    gateways: [{ id: 'nginx', name: 'nginx', by: text('report_times'), sure: 'certain' }],
    settles: text('report_mail_unknown'),
    ...rest,
  });
