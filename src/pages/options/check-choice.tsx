import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import { type PartProps, Setting } from './setting.js';

export interface CheckChoiceProps extends PartProps {
  readonly part: 'showRecovered' | 'watchSuspected';
  readonly title: MessageKey;
  readonly hint: MessageKey;
  /** What the box is for, as the user chooses it. */
  readonly label: MessageKey;
}

/** Yes or no: a checkbox; where a policy decides, one that shows its decision. */
export function CheckChoice({ store, now, part, title, hint, label }: CheckChoiceProps): JSX.Element {
  const locked = now.policy[part] !== undefined;
  return (
    <Setting {...{ store, part, title, hint, locked }}>
      <div class="choice">
        <label>
          <input
            type="checkbox"
            checked={now.settings[part]}
            disabled={locked}
            onChange={(event) => void store.save({ [part]: event.currentTarget.checked }, part)}
          />
          <span>{t(label)}</span>
        </label>
      </div>
    </Setting>
  );
}
