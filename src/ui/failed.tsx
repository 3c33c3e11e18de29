import type { JSX } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { t } from '../i18n/i18n.js';
import { text } from '../model/text.js';
import { EmptyState } from './empty-state.js';
import { visible } from './visible.js';

interface FailedProps {
  /** The fault in its own words, for a bug report. */
  readonly message: string;
  readonly again: () => void;
}

const Failed = ({ message, again }: FailedProps): JSX.Element => (
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

/**
 * What stands in the place of a page whose data could not be read or which could not be drawn; undefined where all is well.
 * `message`: why the data could not be read; `reload` brings them anew.
 */
export function useFailed(message: string | undefined, reload?: () => void): JSX.Element | undefined {
  const [fault, fix] = useErrorBoundary();
  const said = fault === undefined ? message : String(fault);
  if (said === undefined) return undefined;
  const again = (): void => {
    fix();
    reload?.();
  };
  return <Failed message={said} again={again} />;
}
