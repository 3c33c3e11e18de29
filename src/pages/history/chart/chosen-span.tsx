import type { JSX } from 'preact';
import { formatStretch, t } from '../../../i18n/i18n.js';
import { Icon } from '../../../ui/icon.js';
import type { Span } from '../query.js';

export interface ChosenSpanProps {
  readonly span: Span;
  readonly clear: () => void;
}

/** Says to which stretch the list is held, and takes that back. In its own words: the chart may have changed its step. */
export const ChosenSpan = ({ span, clear }: ChosenSpanProps): JSX.Element => (
  <button type="button" class="chip" title={t('history_clear_span')} onClick={clear}>
    {t('history_only', formatStretch(span.from, span.to - 1))}
    <Icon name="cross" />
    <span class="visually-hidden">{t('history_clear_span')}</span>
  </button>
);
