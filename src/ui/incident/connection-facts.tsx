import './connection-facts.css';
import type { ComponentChildren, JSX } from 'preact';
import { hostFieldOf } from '../../model/authority.js';
import type { Diagnosis } from '../../model/diagnosis.js';
import type { Occurrence } from '../../model/exchange.js';
import type { Incident } from '../../model/incident.js';
import { leadingOccurrence } from '../../model/incident.js';
import type { Known } from '../../model/known.js';
import type { MessageKey } from '../../model/text.js';
import type { CertificateFacts, TlsFacts } from '../../model/tls.js';
import { formatDate, formatMoment, formatNumber, plural, t } from '../i18n.js';
import { Say } from '../say.js';
import { elide, visible } from '../visible.js';
import { ProductName } from './product-name.js';

export interface ConnectionFactsProps {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly certificate?: CertificateFacts | undefined;
}

/** What the browser told of the connection. A field that is empty says why. */
export function ConnectionFacts({ incident, diagnosis, certificate }: ConnectionFactsProps): JSX.Element {
  const occurrence = leadingOccurrence(incident);
  return (
    <dl class="facts">
      <Fact name="ui_fact_host">
        <Name>{hostFieldOf(incident.authority)}</Name>
      </Fact>
      {occurrence && <RequestFacts occurrence={occurrence} />}
      <Fact name="ui_fact_seen">
        {plural('ui_times', incident.count)}
        {', '}
        {formatMoment(incident.lastSeen)}
      </Fact>
      {occurrence && <AnswerFacts occurrence={occurrence} />}
      <Fact name="ui_fact_emitter">
        {diagnosis.emitter ? <ProductName product={diagnosis.emitter} /> : t('ui_product_not_recognised')}
      </Fact>
      {diagnosis.fronts.length > 0 && (
        <Fact name="ui_fact_fronts">
          <ul>
            {diagnosis.fronts.map((front) => (
              <li key={front.id}>
                <ProductName product={front} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {occurrence && <EncryptionFacts occurrence={occurrence} certificate={certificate} />}
      <Fact name="ui_fact_neighbours">
        {incident.neighbours.length === 0 ? t('ui_neighbours_none') : <Neighbours incident={incident} />}
      </Fact>
    </dl>
  );
}

const Fact = ({
  name,
  children,
}: {
  readonly name: MessageKey;
  readonly children: ComponentChildren;
}): JSX.Element => (
  <div>
    <dt>{t(name)}</dt>
    <dd>{children}</dd>
  </div>
);

/** Data of the protocol: left to right and never translated. */
const Name = ({ children }: { readonly children: string }): JSX.Element => (
  <bdi dir="ltr" translate={false} title={children.length > LONGEST ? visible(children) : undefined}>
    {elide(visible(children), LONGEST)}
  </bdi>
);

/** Characters of one value that are shown; a host name has at most 253. */
const LONGEST = 260;

/** A fact, or the reason why there is none. */
function KnownFact<T>({
  name,
  fact,
  children,
}: {
  readonly name: MessageKey;
  readonly fact: Known<T>;
  readonly children: (value: T) => ComponentChildren;
}): JSX.Element {
  return (
    <Fact name={name}>
      {fact.known ? children(fact.value) : <span class="facts-absent">{t(`absence_${fact.why}`)}</span>}
    </Fact>
  );
}

/** The path without its query, which may hold secrets that nobody wants on a screenshot. */
function pathOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, search } = new URL(url);
  return search === '' ? pathname : `${pathname}?…`;
}

const RequestFacts = ({ occurrence: { exchange } }: { readonly occurrence: Occurrence }): JSX.Element => (
  <Fact name="ui_fact_request">
    <Name>{`${exchange.request.method} ${pathOf(exchange.request.url)}`}</Name>
    {` (${t(`ui_type_${exchange.request.type}`)})`}
  </Fact>
);

const AnswerFacts = ({
  occurrence: { exchange, body },
}: {
  readonly occurrence: Occurrence;
}): JSX.Element => {
  const { answer } = exchange;
  return (
    <>
      <KnownFact name="ui_fact_address" fact={answer.address}>
        {(address) => <Name>{address}</Name>}
      </KnownFact>
      <Fact name="ui_fact_protocol">
        {answer.protocol === 'unknown' || answer.protocol === 'h2-or-h3' ? (
          t(answer.protocol === 'unknown' ? 'ui_protocol_unknown' : 'ui_protocol_h2_or_h3')
        ) : (
          <Name>{PROTOCOL_NAMES[answer.protocol]}</Name>
        )}
      </Fact>
      <KnownFact name="ui_fact_proxy" fact={answer.proxy}>
        {(proxy) =>
          proxy.type === 'direct' ? (
            t('ui_proxy_none')
          ) : (
            <Name>{[proxy.type, proxy.host, proxy.port].filter((part) => part !== undefined).join(' ')}</Name>
          )
        }
      </KnownFact>
      <KnownFact name="ui_fact_from_cache" fact={answer.fromCache}>
        {(fromCache) => t(fromCache ? 'ui_yes' : 'ui_no')}
      </KnownFact>
      <KnownFact name="ui_fact_body" fact={body}>
        {({ text, cut }) =>
          text === '' ? (
            t('ui_body_empty')
          ) : (
            <>
              {plural(cut ? 'ui_body_cut' : 'ui_body_characters', text.length)}
              <q dir="auto" class="facts-body">
                {elide(visible(text.replace(/\s+/g, ' ').trim()), BODY_SHOWN)}
              </q>
            </>
          )
        }
      </KnownFact>
    </>
  );
};

/** Characters of the body that are shown; the rest is in the report. */
const BODY_SHOWN = 160;

const PROTOCOL_NAMES = { 'http/1.1': 'HTTP/1.1', h2: 'HTTP/2', h3: 'HTTP/3' } as const;

const EncryptionFacts = ({
  occurrence,
  certificate,
}: {
  readonly occurrence: Occurrence;
  readonly certificate: CertificateFacts | undefined;
}): JSX.Element => (
  <KnownFact name="ui_fact_certificate" fact={occurrence.tls}>
    {(tls) => <Certificate tls={tls} certificate={certificate} />}
  </KnownFact>
);

const Certificate = ({
  tls,
  certificate,
}: {
  readonly tls: TlsFacts;
  readonly certificate: CertificateFacts | undefined;
}): JSX.Element => {
  const names = [...(certificate?.dnsNames ?? []), ...(certificate?.addresses ?? [])];
  const issuer = certificate?.issuer ?? tls.issuer;
  const notAfter = certificate?.notAfter ?? tls.notAfter;
  return (
    <>
      {names.length > 0 ? (
        <NameList names={names} />
      ) : (
        <p>{t(certificate ? 'ui_certificate_no_names' : 'ui_certificate_not_read')}</p>
      )}
      {issuer !== undefined && (
        <p class="soft">
          <Say text={{ key: 'ui_certificate_issuer', args: [elide(issuer, 120)] }} />
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
};

/** Names of a certificate that are shown. */
const NAMES_SHOWN = 8;

const NameList = ({ names }: { readonly names: readonly string[] }): JSX.Element => (
  <ul>
    {names.slice(0, NAMES_SHOWN).map((name, index) => (
      <li key={index}>
        <Name>{name}</Name>
      </li>
    ))}
    {names.length > NAMES_SHOWN && (
      <li class="soft">{plural('ui_more_names', names.length - NAMES_SHOWN)}</li>
    )}
  </ul>
);

/** Neighbours that are shown. */
const NEIGHBOURS_SHOWN = 6;

const Neighbours = ({ incident }: { readonly incident: Incident }): JSX.Element => (
  <ul>
    {incident.neighbours.slice(0, NEIGHBOURS_SHOWN).map((neighbour) => (
      <li key={`${neighbour.host}:${neighbour.port}`}>
        <Name>{neighbour.host}</Name> <span class="soft">{formatNumber(neighbour.lastStatus)}</span>
      </li>
    ))}
    {incident.neighbours.length > NEIGHBOURS_SHOWN && (
      <li class="soft">{plural('ui_more_names', incident.neighbours.length - NEIGHBOURS_SHOWN)}</li>
    )}
  </ul>
);
