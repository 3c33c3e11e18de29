import './curl-box.css';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { formatList, formatTimeOfDay, plural, t } from '../../../i18n/i18n.js';
import { elide } from '../../../model/elide.js';
import type { BodyFacts } from '../../../model/exchange.js';
import type { Known } from '../../../model/known.js';
import { text } from '../../../model/text.js';
import type { Refusal } from '../../../sources/devtools/network-log.js';
import { Heading } from '../../../ui/heading.js';
import { Say } from '../../../ui/say.js';
import { CodeBlock } from '../../../ui/steps/code-block.js';
import { CommandBlock } from '../../../ui/steps/command-block.js';
import { visible } from '../../../ui/visible.js';
import { asCurl, hasSecrets } from './as-curl.js';

/** Characters of an URL in the list of requests. */
const FITTING = 90;
/** Requests that can be chosen. */
const CHOICES = 50;

/** One of a host's refused requests as a command line, and what the response to it said. */
export function CurlBox({ refusals }: { readonly refusals: readonly Refusal[] }): JSX.Element | null {
  const [chosen, choose] = useState<number | undefined>(undefined);
  const [withSecrets, setWithSecrets] = useState(false);
  const about = useId();
  const latest = refusals.toReversed().slice(0, CHOICES);
  const refusal = latest.find(({ id }) => id === chosen) ?? latest.find(isPage) ?? latest[0];
  if (refusal === undefined) return null;
  return (
    <section class="curl">
      <Heading level={3}>{t('panel_curl')}</Heading>
      <p class="soft">{t('panel_curl_about')}</p>
      {latest.length > 1 && (
        <label class="curl-which">
          {t('ui_fact_request')}
          <select
            value={String(refusal.id)}
            onChange={({ currentTarget: { value } }) => choose(Number(value))}
          >
            {latest.map(({ id, sent, entry }) => (
              <option key={id} value={String(id)}>
                {formatTimeOfDay(entry.exchange.time)} {visible(sent.method)} {elide(sent.url, FITTING)}
              </option>
            ))}
          </select>
        </label>
      )}
      {refusal.companions.length > 0 && (
        <p>
          <Say text={text('panel_shared_with', formatList(refusal.companions))} />
        </p>
      )}
      {hasSecrets(refusal) && (
        <p class="curl-secrets">
          <label>
            <input
              type="checkbox"
              checked={withSecrets}
              aria-describedby={about}
              onChange={({ currentTarget: { checked } }) => setWithSecrets(checked)}
            />
            {t('panel_curl_secrets')}
          </label>{' '}
          <span id={about} class="soft">
            {t('panel_curl_secrets_about')}
          </span>
        </p>
      )}
      {refusal.sent.cut && <p>{t('panel_curl_cut')}</p>}
      <CommandBlock command={asCurl(refusal, { withSecrets })} />
      <RefusedBody body={refusal.entry.body} />
    </section>
  );
}

/** The page itself rather than its icon, of which nobody asked. */
const isPage = ({ entry }: Refusal): boolean => entry.exchange.request.type === 'main_frame';

/** What the response said, as far as it is kept, character by character: it is what names the server. */
function RefusedBody({ body }: { readonly body: Known<BodyFacts> }): JSX.Element {
  if (!body.known) return <NoBody why={t(`absence_${body.why}`)} />;
  const { text, cut } = body.value;
  if (text === '') return <NoBody why={t('ui_body_empty')} />;
  return (
    <CodeBlock
      lines={text}
      what={t('ui_fact_body')}
      head={
        <>
          <strong>{t('ui_fact_body')}</strong>{' '}
          {plural(cut ? 'ui_body_cut' : 'ui_body_characters', text.length)}
        </>
      }
    />
  );
}

const NoBody = ({ why }: { readonly why: string }): JSX.Element => (
  <p class="curl-no-body">
    <b>{t('ui_fact_body')}</b> <span class="soft">{why}</span>
  </p>
);
