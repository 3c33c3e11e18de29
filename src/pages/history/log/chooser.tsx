import type { JSX } from 'preact';
import { t } from '../../../i18n/i18n.js';
import { ChooseButton } from './choose-button.js';

/** Where the file goes. */
export const Chooser = ({ take }: { readonly take: (file: File) => void }): JSX.Element => (
  <div class="log-chooser">
    <ChooseButton words={t('log_choose')} strong take={take} />
    <p>{t('log_choose_or_drop')}</p>
    <p class="history-note">{t('log_private')}</p>
  </div>
);
