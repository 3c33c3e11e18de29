import type { JSX } from 'preact';
import { t } from '../i18n/i18n.js';
import { text } from '../model/text.js';
import { EmptyState } from './empty-state.js';
import { visible } from './visible.js';

export interface FailedProps {
  /** The fault in its own words, for a bug report. */
  readonly message: string;
  readonly again: () => void;
}

export const Failed = ({ message, again }: FailedProps): JSX.Element => (
  <EmptyState hostLabel="lost" title={text('popup_failed_title')}>
    <p>{t('popup_failed_why')}</p>
    <button type="button" class="button button-strong" onClick={again}>
      {t('popup_try_again')}
    </button>
    <p class="empty-note">
      <code dir="ltr">{visible(message)}</code>
    </p>
  </EmptyState>
);
