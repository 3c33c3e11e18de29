import type { JSX } from 'preact';
import { t } from '../../../i18n/i18n.js';
import { visible } from '../../../ui/visible.js';
import type { FileFailure } from './read-in-worker.js';

/** Why nothing came of a file, in a sentence. */
export const whyUnread = ({ why }: FileFailure): string =>
  why === 'gone' ? t('log_gone') : t('log_reader_ended');

/** What the browser said of it, where it said anything. */
export const BrowsersWords = ({ message }: FileFailure): JSX.Element | null =>
  message === '' ? null : (
    <p>
      <code dir="ltr">{visible(message)}</code>
    </p>
  );
