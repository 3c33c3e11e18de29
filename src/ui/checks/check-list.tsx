import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatDate, formatList, t } from '../../i18n/i18n.js';
import { coversHost } from '../../model/certificate.js';
import type { CheckId, CheckResult } from '../../model/check.js';
import type { PlannedCheck } from '../../model/check-plan.js';
import type { Incident } from '../../model/incident.js';
import { type Text, text } from '../../model/text.js';
import type { CertificateFacts } from '../../model/tls.js';
import { Breakable } from '../breakable.js';
import { Icon } from '../icon.js';
import { Say } from '../say.js';
import { meaningOf, nameOf, purposeOf } from './meaning.js';

export interface CheckListProps {
  readonly incident: Incident;
  readonly plan: readonly PlannedCheck[];
  /** The check that is under way. */
  readonly current: CheckId | undefined;
}

/** Every check with the requests it sends, word for word: the question that it asks, or the response that came of it. */
export function CheckList({ incident, plan, current }: CheckListProps): JSX.Element {
  // In the order in which they run; after them what was run once and is not in this plan.
  const ids = new Set([...plan, ...incident.checks].map(({ id }) => id).filter((id) => id !== 'retry'));
  const rows = [...ids].map((id) => ({
    id,
    planned: plan.find((check) => check.id === id),
    result: incident.checks.find((check) => check.id === id),
  }));
  return (
    <ul class="plan">
      {rows.map(({ id, planned, result }) => (
        <li key={id} data-check-running={id === current}>
          <CheckSign result={result} running={id === current} />
          <div>
            <b>
              <Say text={nameOf(id)} />
            </b>
            {result ? (
              <div data-check={id} data-check-state={result.state}>
                <p>
                  <Say text={meaningOf(incident, result)} />
                </p>
                {result.id === 'certificate' && result.state === 'done' && (
                  <CertificateLines incident={incident} result={result} />
                )}
              </div>
            ) : (
              <p class="soft">
                <Say text={purposeOf(id)} />
              </p>
            )}
            {(planned ? planned.requests.map(({ method, url }) => `${method} ${url}`) : result?.sent)?.map(
              (request) => (
                <code key={request} dir="ltr" translate={false}>
                  <Breakable name={request} />
                </code>
              ),
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

interface CheckSignProps {
  readonly result: CheckResult | undefined;
  readonly running: boolean;
}

/** How far a check is, as a shape; its words say the same, but for the one that is under way. */
function CheckSign({ result, running }: CheckSignProps): JSX.Element {
  const sign = running ? 'running' : result?.state === 'done' ? 'done' : result ? 'nothing' : 'open';
  return (
    <span class="check-sign" data-sign={sign}>
      {sign === 'done' && <Icon name="check" />}
      {sign === 'nothing' && <Icon name="minus" />}
      {running && <span class="visually-hidden">{t('check_under_way')}</span>}
    </span>
  );
}

interface CertificateLinesProps {
  readonly incident: Incident;
  readonly result: CheckResult;
}

/** The certificate that the check was shown: names, issuer, validity, root, and which neighbours it covers too. */
function CertificateLines({ incident, result }: CertificateLinesProps): JSX.Element | null {
  const tls = result.responses[0]?.tls;
  const certificate = useCertificate(tls?.leafDer);
  if (!certificate) return null;
  const covers = coversHost(certificate, incident.authority.host);
  const neighbours = incident.neighbours
    .map(({ host }) => host)
    .filter((host) => coversHost(certificate, host));
  const names = [...certificate.dnsNames, ...certificate.addresses];
  const lines: Text[] = [
    text(covers ? 'check_certificate_covers' : 'check_certificate_lacks', incident.authority.host),
    text('check_certificate_names', formatList(names.slice(0, 12))),
  ];
  if (certificate.issuer !== undefined) {
    lines.push(
      text(
        tls?.builtInRoot === false ? 'check_certificate_private_issuer' : 'check_certificate_issuer',
        certificate.issuer,
      ),
    );
  }
  if (certificate.notBefore !== undefined && certificate.notAfter !== undefined) {
    lines.push(
      text('check_certificate_valid', formatDate(certificate.notBefore), formatDate(certificate.notAfter)),
    );
  }
  if (neighbours.length > 0) lines.push(text('check_certificate_shared', formatList(neighbours.slice(0, 6))));
  return (
    <ul class="check-lines" aria-label={t('check_certificate')}>
      {lines.map((line) => (
        <li key={line.key}>
          <Say text={line} />
        </li>
      ))}
    </ul>
  );
}

function useCertificate(der: string | undefined): CertificateFacts | undefined {
  const [certificate, setCertificate] = useState<CertificateFacts>();
  useEffect(() => {
    let wanted = true;
    if (der === undefined) setCertificate(undefined);
    else
      void import('../../http/certificate/read.js')
        .then(({ readCertificate }) => readCertificate(der))
        .then((read) => wanted && setCertificate(read));
    return () => {
      wanted = false;
    };
  }, [der]);
  return certificate;
}
