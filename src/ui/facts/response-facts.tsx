import type { JSX } from 'preact';
import { plural, t } from '../../i18n/i18n.js';
import { elide } from '../../model/elide.js';
import type { BodyFacts, Occurrence, Protocol, ProxyFacts } from '../../model/exchange.js';
import type { Agent } from '../../model/incident.js';
import { firstTryMayBeHttp3, responseProtocol } from '../../model/response-protocol.js';
import { visible } from '../visible.js';
import { Fact, KnownFact } from './fact.js';
import { Name } from './name.js';

export interface ResponseFactsProps {
  readonly agent: Agent;
  readonly occurrence: Occurrence;
}

/** Where the response came from and how it got here. */
export function ResponseFacts({ agent, occurrence }: ResponseFactsProps): JSX.Element {
  const { address, proxy, fromCache } = occurrence.exchange.response;
  return (
    <>
      <KnownFact name="ui_fact_address" fact={address}>
        {(ip) => <Name>{ip}</Name>}
      </KnownFact>
      <Fact name="ui_fact_protocol">
        <ProtocolName protocol={responseProtocol(occurrence)} />
        {firstTryMayBeHttp3(agent, occurrence) && <p class="soft">{t('ui_protocol_second_try')}</p>}
      </Fact>
      <KnownFact name="ui_fact_proxy" fact={proxy}>
        {(used) => (used.type === 'direct' ? t('ui_proxy_none') : <Name>{proxyName(used)}</Name>)}
      </KnownFact>
      <KnownFact name="ui_fact_from_cache" fact={fromCache}>
        {(stored) => t(stored ? 'ui_yes' : 'ui_no')}
      </KnownFact>
      <KnownFact name="ui_fact_body" fact={occurrence.body}>
        {(facts) => <Body body={facts} />}
      </KnownFact>
    </>
  );
}

/** Proper names, the same in every language. */
const PROTOCOL_NAMES = { 'http/1.1': 'HTTP/1.1', h2: 'HTTP/2', h3: 'HTTP/3' } as const;

function ProtocolName({ protocol }: { readonly protocol: Protocol }): JSX.Element {
  if (protocol === 'unknown') return <span class="facts-absent">{t('ui_protocol_unknown')}</span>;
  if (protocol === 'h2-or-h3') return <>{t('ui_protocol_h2_or_h3')}</>;
  return <Name>{PROTOCOL_NAMES[protocol]}</Name>;
}

const proxyName = ({ type, host, port }: ProxyFacts): string =>
  [type, host, port].filter((part) => part !== undefined).join(' ');

/** Characters of the body that are shown. */
const BODY_SHOWN = 160;

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
