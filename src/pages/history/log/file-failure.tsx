import type { JSX } from 'preact';
import { t } from '../../../i18n/i18n.js';
import { FaultLink } from '../../../ui/fault-link.js';
import { visible } from '../../../ui/visible.js';
import type { FileFailure } from './read-in-worker.js';

/** Why nothing came of a file, in a sentence. */
export function whyUnread({ why }: FileFailure): string {
  if (why === 'fault') return t('log_fault');
  return why === 'gone' ? t('log_gone') : t('log_reader_ended');
}

/** What the browser said of it, where it said anything, and of a fault the way to report it. */
export const FailureDetails = ({ why, message }: FileFailure): JSX.Element => (
  <>
    {message !== '' && (
      <p>
        <code dir="ltr">{visible(message)}</code>
      </p>
    )}
    {why === 'fault' && <FaultLink />}
  </>
);
