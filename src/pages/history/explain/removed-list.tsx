import type { JSX } from 'preact';
import { formatNumber, t } from '../../../i18n/i18n.js';
import type { MessageKey } from '../../../model/text.js';
import type { Removed } from '../../../sources/paste/response/secrets.js';
import { visible } from '../../../ui/visible.js';

const KINDS: Readonly<Record<Removed['kind'], MessageKey>> = {
  field: 'explain_removed_field',
  parameter: 'explain_removed_parameter',
  url: 'explain_removed_url',
  option: 'explain_removed_option',
};

/** What stood in the text and goes no further. */
export const RemovedList = ({ removed }: { readonly removed: readonly Removed[] }): JSX.Element | null =>
  removed.length === 0 ? null : (
    <section class="explain-removed">
      <h2>{t('explain_removed')}</h2>
      <ul>
        {removed.map(({ kind, name, count }) => (
          <li key={`${kind} ${name}`}>
            {t(KINDS[kind])} {name !== '' && <code dir="ltr">{visible(name)}</code>}
            {count > 1 && <span class="soft"> × {formatNumber(count)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
