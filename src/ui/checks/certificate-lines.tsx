import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatDate, formatList, t } from '../../i18n/i18n.js';
import { coversHost } from '../../model/certificate.js';
import type { CheckResult } from '../../model/check.js';
import type { Incident } from '../../model/incident.js';
import { type Text, text } from '../../model/text.js';
import type { CertificateFacts } from '../../model/tls.js';
import { Say } from '../say.js';

export interface CertificateLinesProps {
  readonly incident: Incident;
  readonly result: CheckResult;
}

/** The certificate that the check was shown: names, issuer, validity, root, and which neighbours it covers too. */
export function CertificateLines({ incident, result }: CertificateLinesProps): JSX.Element | null {
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
