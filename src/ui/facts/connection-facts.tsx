import './facts.css';
import type { JSX } from 'preact';
import { formatDate, formatMoment, plural, t } from '../../i18n/i18n.js';
import { hostFieldOf } from '../../model/authority.js';
import type { Diagnosis } from '../../model/diagnosis.js';
import { elide } from '../../model/elide.js';
import type { BodyFacts } from '../../model/exchange.js';
import type { Incident } from '../../model/incident.js';
import type { CertificateFacts } from '../../model/tls.js';
import {
  type Fact as IncidentFact,
  type IncidentFacts,
  incidentFacts,
  type Value,
} from '../../report/facts.js';
import { Say } from '../say.js';
import { CopyValue } from '../steps/copy-value.js';
import { visible } from '../visible.js';
import { Fact } from './fact.js';
import { Name, NameList, RequestName } from './name.js';

/** Names of a certificate, and neighbours, that are shown. */
const NAMES_SHOWN = 8;
/** Characters of the body that are shown. */
const BODY_SHOWN = 160;

const SHOWN: readonly (keyof IncidentFacts)[] = [
  ...(['request', 'seen', 'address', 'protocol', 'proxy', 'fromCache', 'body'] as const),
  ...(['responder', 'gateways', 'certificate', 'neighbours'] as const),
];

/** Where Chrome's switch is that gives certificates to extensions; no extension may open the page. */
const CERTIFICATE_FLAG = 'chrome://flags/#web-request-security-info';

export interface ConnectionFactsProps {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly certificate?: CertificateFacts | undefined;
}

/** What the browser reported of the connection. A field that is empty says why. */
export function ConnectionFacts({ incident, diagnosis, certificate }: ConnectionFactsProps): JSX.Element {
  const facts = incidentFacts(incident, diagnosis, { certificate, neighbours: 'all' });
  const host: IncidentFact = { label: 'ui_fact_host', values: [{ data: hostFieldOf(incident.authority) }] };
  return (
    <dl class="facts">
      {[host, ...SHOWN.flatMap((name) => facts[name] ?? [])].map(({ label, values: [first, ...others] }) => (
        <Fact key={label} name={label}>
          {first && <Shown value={first} />}
          {others.map((value, index) => (
            <p key={index} class="soft">
              <Shown value={value} />
            </p>
          ))}
        </Fact>
      ))}
    </dl>
  );
}

function Shown({ value }: { readonly value: Value }): JSX.Element {
  if ('data' in value) return <Name>{value.data}</Name>;
  if ('names' in value) return <NameList names={value.names} most={NAMES_SHOWN} />;
  if ('words' in value) {
    return (
      <>
        <span class={value.absent ? 'facts-absent' : undefined}>
          <Say text={value.words} />
        </span>
        {value.words.key === 'absence_flag_off' && <CopyValue value={CERTIFICATE_FLAG} />}
      </>
    );
  }
  if ('count' in value) {
    const times = plural('ui_times', value.count);
    return <>{value.last === undefined ? times : `${times}, ${formatMoment(value.last)}`}</>;
  }
  if ('time' in value) return <>{formatMoment(value.time)}</>;
  if ('day' in value) return <>{t(value.sentence, formatDate(value.day))}</>;
  if ('request' in value) {
    return (
      <>
        <RequestName request={value.request} />
        {` (${t(`ui_type_${value.request.type}`)})`}
      </>
    );
  }
  if ('body' in value) return <Body body={value.body} />;
  const { unnamed, name, by } = value.product;
  return (
    <>
      {unnamed ? t('ui_gateway_unnamed') : <span translate={false}>{name}</span>}
      <span class="facts-by">
        <Say text={by} />
      </span>
    </>
  );
}

function Body({ body: { text, cut } }: { readonly body: BodyFacts }): JSX.Element {
  if (text === '') return <>{t('ui_body_empty')}</>;
  return (
    <>
      {plural(cut ? 'ui_body_cut' : 'ui_body_characters', text.length)}
      <span dir="auto" class="facts-body">
        {elide(visible(text.replace(/\s+/g, ' ').trim()), BODY_SHOWN)}
      </span>
    </>
  );
}
