import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { openFold } from '../fold.js';
import { REPORT, sectionName } from '../incident/section.js';
import { chooseFormat } from './report-format.js';

/** Leads to an incident's report, as a mail to the people who run its site. `id`: of the incident. */
export const WriteMail = ({ id }: { readonly id: string }): JSX.Element => (
  <button
    type="button"
    class="button"
    onClick={() => {
      chooseFormat('mail');
      openFold(sectionName(id, REPORT));
    }}
  >
    {t('ui_write_mail')}
  </button>
);
