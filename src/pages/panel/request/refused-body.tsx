import type { JSX } from 'preact';
import { plural, t } from '../../../i18n/i18n.js';
import type { BodyFacts } from '../../../model/exchange.js';
import type { Known } from '../../../model/known.js';
import { CodeBlock } from '../../../ui/steps/code-block.js';

/** What the response said, as far as it is kept, character by character: it is what names the server. */
export function RefusedBody({ body }: { readonly body: Known<BodyFacts> }): JSX.Element {
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
