import '../facts/facts.css';
import type { JSX } from 'preact';
import { formatNumber, plural, t } from '../../i18n/i18n.js';
import type { MapCertificate, MapGroup } from '../../sources/log/map/connection-map.js';
import { Fact } from '../facts/fact.js';
import { Name, NameList } from '../facts/name.js';
import { endpoint, openerName, protocolName } from './names.js';

/** Names of a certificate that are shown. */
const NAMES_SHOWN = 12;

/** What is known of one connection, and of what is not known that it is not. */
export function GroupFacts({ group }: { readonly group: MapGroup }): JSX.Element {
  const { by, connections, address, port, proxy, secure, certificate, hosts } = group;
  const opener = openerName(group);
  const lost = hosts.reduce((sum, host) => sum + host.lost, 0);
  return (
    <dl class="facts map-facts">
      <Fact name="log_connections">
        {by === 'address' ? (
          <span class="facts-absent">{t('map_connections_unknown')}</span>
        ) : (
          plural('map_connections', connections)
        )}
      </Fact>
      {by === 'connection' && (
        <Fact name="map_fact_opened_for">
          {opener === undefined ? (
            <span class="facts-absent">{t('map_unknown')}</span>
          ) : (
            <Name>{opener}</Name>
          )}
        </Fact>
      )}
      <Fact name="ui_fact_protocol">{protocolName(group.protocol)}</Fact>
      {proxy === undefined ? (
        <Fact name="ui_fact_address">
          {address === undefined ? (
            <span class="facts-absent">{t('map_unknown')}</span>
          ) : (
            <Name>{endpoint(address, port)}</Name>
          )}
        </Fact>
      ) : (
        <Fact name="ui_fact_proxy">
          <Name>{proxy}</Name>
        </Fact>
      )}
      <Fact name="ui_fact_certificate">
        {secure ? (
          <CertificateNames certificate={certificate} />
        ) : (
          <span class="facts-absent">{t('absence_no_tls')}</span>
        )}
      </Fact>
      {lost > 0 && <Fact name="map_fact_lost">{t('map_ms', formatNumber(Math.round(lost)))}</Fact>}
    </dl>
  );
}

function CertificateNames({
  certificate,
}: {
  readonly certificate: MapCertificate | undefined;
}): JSX.Element {
  if (certificate === undefined) return <span class="facts-absent">{t('map_unknown')}</span>;
  const names = [...certificate.dnsNames, ...certificate.addresses];
  if (names.length === 0) return <span class="facts-absent">{t('ui_certificate_no_names')}</span>;
  return <NameList names={names} most={NAMES_SHOWN} />;
}
