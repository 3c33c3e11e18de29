import './ruled-out-list.css';
import type { JSX } from 'preact';
import { causeName } from '../../diagnosis/cause-name.js';
import { t } from '../../i18n/i18n.js';
import type { RuledOut } from '../../model/diagnosis.js';
import { Say } from '../say.js';

/** The causes that fell, each with what it fell by. */
export const RuledOutList = ({ ruledOut }: { readonly ruledOut: readonly RuledOut[] }): JSX.Element => (
  <dl class="ruled-out">
    {ruledOut.map(({ cause, reason }) => (
      <div key={cause}>
        <dt>{t(causeName(cause))}</dt>
        <dd>
          <Say text={reason} />
        </dd>
      </div>
    ))}
  </dl>
);
