import type { JSX } from 'preact';
import { plural, t } from '../../i18n/i18n.js';
import type { BodyFacts, Protocol, ProxyFacts, ResponseFacts as WebResponse } from '../../model/exchange.js';
import type { Known } from '../../model/known.js';
import { elide, visible } from '../visible.js';
import { Fact, KnownFact } from './fact.js';
import { Name } from './name.js';

export interface ResponseFactsProps {
  readonly response: WebResponse;
  readonly body: Known<BodyFacts>;
}

/** Where the response came from and how it got here. */
export const ResponseFacts = ({ response, body }: ResponseFactsProps): JSX.Element => (
  <>
    <KnownFact name="ui_fact_address" fact={response.address}>
      {(address) => <Name>{address}</Name>}
    </KnownFact>
    <Fact name="ui_fact_protocol">
      <ProtocolName protocol={response.protocol} />
    </Fact>
    <KnownFact name="ui_fact_proxy" fact={response.proxy}>
      {(proxy) => (proxy.type === 'direct' ? t('ui_proxy_none') : <Name>{proxyName(proxy)}</Name>)}
    </KnownFact>
    <KnownFact name="ui_fact_from_cache" fact={response.fromCache}>
      {(fromCache) => t(fromCache ? 'ui_yes' : 'ui_no')}
    </KnownFact>
    <KnownFact name="ui_fact_body" fact={body}>
      {(facts) => <Body body={facts} />}
    </KnownFact>
  </>
);

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
