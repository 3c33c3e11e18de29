import './facts.css';
import type { JSX } from 'preact';
import { formatMoment, plural, t } from '../../i18n/i18n.js';
import { hostFieldOf } from '../../model/authority.js';
import type { Diagnosis } from '../../model/diagnosis.js';
import { type Incident, leadingOccurrence } from '../../model/incident.js';
import type { CertificateFacts } from '../../model/tls.js';
import { Certificate } from './certificate-facts.js';
import { Fact, KnownFact } from './fact.js';
import { Name, NameList } from './name.js';
import { ProductName } from './product-name.js';
import { RequestFact } from './request-fact.js';
import { ResponseFacts } from './response-facts.js';

/** Neighbours that are shown. */
const NEIGHBOURS_SHOWN = 6;

export interface ConnectionFactsProps {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly certificate?: CertificateFacts | undefined;
}

/** What the browser reported of the connection. A field that is empty says why. */
export function ConnectionFacts({ incident, diagnosis, certificate }: ConnectionFactsProps): JSX.Element {
  const occurrence = leadingOccurrence(incident);
  const { responder, gateways } = diagnosis;
  return (
    <dl class="facts">
      <Fact name="ui_fact_host">
        <Name>{hostFieldOf(incident.authority)}</Name>
      </Fact>
      {occurrence && <RequestFact request={occurrence.exchange.request} />}
      <Fact name="ui_fact_seen">
        {`${plural('ui_times', incident.count)}, ${formatMoment(incident.lastSeen)}`}
      </Fact>
      {occurrence && <ResponseFacts agent={incident.agent} occurrence={occurrence} />}
      <Fact name="ui_fact_responder">
        {responder ? (
          <ProductName product={responder} />
        ) : (
          <span class="facts-absent">{t('ui_product_not_recognised')}</span>
        )}
      </Fact>
      {gateways.length > 0 && (
        <Fact name="ui_fact_gateways">
          <ul>
            {gateways.map((gateway) => (
              <li key={gateway.id}>
                <ProductName product={gateway} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {occurrence && (
        <KnownFact name="ui_fact_certificate" fact={occurrence.tls}>
          {(tls) => <Certificate tls={tls} certificate={certificate} />}
        </KnownFact>
      )}
      <Fact name="ui_fact_neighbours">
        {incident.neighbours.length === 0 ? (
          <span class="facts-absent">{t('ui_neighbours_none')}</span>
        ) : (
          <NameList names={incident.neighbours.map(({ host }) => host)} most={NEIGHBOURS_SHOWN} />
        )}
      </Fact>
    </dl>
  );
}
