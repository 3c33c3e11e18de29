// What follows from the meaning of a page that is no 421: causes, sentences, steps. The rules for 421s are not asked, for they
// take the response for a refusal under RFC 9110 section 15.5.20, which this one is not.

import type { CauseId } from '../../model/cause.js';
import { coversHost } from '../../model/certificate.js';
import type { Step } from '../../model/step.js';
import { type Text, text } from '../../model/text.js';
import type { Meaning, SuspicionRule } from '../../suspicion/rule.js';
import {
  addNameToCertificate,
  bypassGateway,
  checkCdnMapping,
  compareAddress,
  contactOperator,
  verifyCertificate,
} from '../common-steps.js';
import type { Facts } from '../types.js';

/** One cause that the page may have, with what is said of it. */
export interface Reading {
  readonly cause: CauseId;
  readonly verdict: Text;
  readonly visitor: Text;
  readonly operator: Text;
  readonly steps: readonly Step[];
  /** Less than the page alone justifies: another cause is as near. */
  readonly most?: 'possible';
  /** A gateway in front is the one to change, and its lines are offered. */
  readonly byGateway?: true;
}

/** An IPv4 or IPv6 address in place of a name. */
const isAddress = (host: string): boolean => /^\[|^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);

const visitor = ({ authority }: Facts): Text => text('suspected_visitor', authority.host);

/** Add the host there, with the writer's own command. */
export const serveHost = ({ authority }: Facts, serve?: SuspicionRule['serve']): Step => ({
  id: 'serve-host',
  audience: 'operator',
  group: 'fix',
  title: text('step_serve_host', authority.host),
  detail: text('step_serve_host_detail'),
  // A name that a program would take for an option makes no line.
  actions:
    serve && !authority.host.startsWith('-')
      ? [{ kind: 'command', command: { words: serve.words(authority.host) } }]
      : [],
});

const unknownHost = (facts: Facts, rule: SuspicionRule): Reading => ({
  cause: 'host-not-served',
  verdict: text('suspected_verdict_unknown_host', rule.writer, facts.authority.host),
  visitor: visitor(facts),
  operator: text('suspected_operator_unknown_host', rule.writer, facts.authority.host),
  steps: [
    contactOperator(facts),
    compareAddress(facts),
    serveHost(facts, rule.serve),
    checkCdnMapping(facts),
    verifyCertificate(facts),
  ],
});

/** Browsers send SNI = Host on a connection of the host's own, so something in front sent another name, or none. */
const gatewayName = (facts: Facts, verdict: Text): Reading => ({
  cause: 'origin-sni',
  verdict,
  visitor: visitor(facts),
  operator: text('suspected_operator_gateway_sni', facts.authority.host),
  steps: [contactOperator(facts), bypassGateway(facts), checkCdnMapping(facts), verifyCertificate(facts)],
  byGateway: true,
});

const ipLiteral = ({ authority }: Facts): Reading => ({
  cause: 'ip-literal',
  verdict: text('cause_ip_literal_verdict', authority.host),
  visitor: text('cause_ip_literal_visitor', authority.host),
  operator: text('cause_ip_literal_operator', authority.host),
  steps: [
    {
      id: 'use-name',
      audience: 'visitor',
      title: text('step_use_name'),
      detail: text('step_use_name_detail', authority.host),
      actions: [],
    },
  ],
});

export const certificateMismatch = (facts: Facts): Reading => ({
  cause: 'certificate-mismatch',
  verdict: text('cause_certificate_mismatch_verdict', facts.authority.host),
  visitor: visitor(facts),
  operator: text('cause_certificate_mismatch_operator', facts.authority.host),
  steps: [
    contactOperator(facts),
    compareAddress(facts),
    addNameToCertificate(facts),
    verifyCertificate(facts),
  ],
});

/** The CDN was the right one; what it has for the host leads nowhere. */
const behindCdn = (
  facts: Facts,
  said: Pick<Reading, 'cause' | 'verdict' | 'operator'>,
  ...confirm: readonly Step[]
): Reading => ({
  ...said,
  visitor: visitor(facts),
  steps: [contactOperator(facts), ...confirm, checkCdnMapping(facts)],
});

/** The readings of a page, the best first. */
export const READINGS: Readonly<Record<Meaning, (facts: Facts, rule: SuspicionRule) => readonly Reading[]>> =
  {
    'unknown-host': (facts, rule) => [unknownHost(facts, rule)],
    'no-sni': (facts, { writer }) =>
      isAddress(facts.authority.host)
        ? [ipLiteral(facts)]
        : [gatewayName(facts, text('suspected_verdict_no_sni', writer, facts.authority.host))],
    'sni-unlike-host': (facts, { writer }) => {
      if (isAddress(facts.authority.host)) return [ipLiteral(facts)];
      const gateway = gatewayName(facts, text('suspected_verdict_sni', writer, facts.authority.host));
      // The user went past the browser's warning: it is this server's certificate that does not fit.
      if (facts.tls?.domainMismatch === true) return [certificateMismatch(facts), gateway];
      // Where the browser does not show that the names fit, the user may have gone past a warning just as well.
      const { certificate, authority } = facts;
      const fits = certificate !== undefined && coversHost(certificate, authority.host);
      return [fits ? gateway : { ...gateway, most: 'possible' }, certificateMismatch(facts)];
    },
    'other-account': (facts, { writer }) => [
      behindCdn(facts, {
        cause: 'edge-policy',
        verdict: text('suspected_verdict_other_account', writer, facts.authority.host),
        operator: text('suspected_operator_other_account', writer, facts.authority.host),
      }),
    ],
    'no-origin': (facts, { writer }) => [
      behindCdn(facts, {
        cause: 'host-not-served',
        verdict: text('suspected_verdict_no_origin', writer, facts.authority.host),
        operator: text('suspected_operator_no_origin', writer, facts.authority.host),
      }),
    ],
    'origin-tls': (facts, { writer }) => [
      behindCdn(
        facts,
        {
          cause: 'origin-sni',
          verdict: text('suspected_verdict_origin_tls', writer, facts.authority.host),
          operator: text('suspected_operator_origin_tls', writer, facts.authority.host),
        },
        bypassGateway(facts),
      ),
    ],
  };
