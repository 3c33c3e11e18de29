import type { JSX } from 'preact';
import { formatDate, t } from '../../i18n/i18n.js';
import { text } from '../../model/text.js';
import type { CertificateFacts, TlsFacts } from '../../model/tls.js';
import { Say } from '../say.js';
import { Name, NameList } from './name.js';

/** Names of a certificate that are shown. */
const NAMES_SHOWN = 8;

export interface CertificateProps {
  readonly tls: TlsFacts;
  /** What was read out of the leaf, where the browser gave it. */
  readonly certificate: CertificateFacts | undefined;
}

/** For which names the certificate is, who issued it, until when, and the protocol that carried it. */
export function Certificate({ tls, certificate }: CertificateProps): JSX.Element {
  const names = [...(certificate?.dnsNames ?? []), ...(certificate?.addresses ?? [])];
  const issuer = certificate?.issuer ?? tls.issuer;
  const notAfter = certificate?.notAfter ?? tls.notAfter;
  return (
    <>
      {names.length > 0 ? (
        <NameList names={names} most={NAMES_SHOWN} />
      ) : (
        <p class="facts-absent">{t(certificate ? 'ui_certificate_no_names' : 'ui_certificate_not_read')}</p>
      )}
      {issuer !== undefined && (
        <p class="soft">
          <Say text={text('ui_certificate_issuer', issuer)} />
        </p>
      )}
      {tls.builtInRoot === false && <p class="soft">{t('ui_certificate_private')}</p>}
      {notAfter !== undefined && <p class="soft">{t('ui_certificate_until', formatDate(notAfter))}</p>}
      {tls.protocol !== undefined && (
        <p class="soft">
          <Name>{tls.protocol}</Name>
        </p>
      )}
    </>
  );
}
