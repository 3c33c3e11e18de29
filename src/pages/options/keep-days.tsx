import '../../ui/page/prompt.css';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { formatMoment, plural, t } from '../../i18n/i18n.js';
import { KEEP_DAYS } from '../../model/settings.js';
import { announce } from '../../ui/announcer.js';
import { Choice } from './choice.js';
import type { Doubt, OptionsStore } from './options-store.js';
import { type PartProps, Setting } from './setting.js';

const words = (days: number): string =>
  days === 0 ? t('options_keep_nothing') : plural('options_days', days);

export function KeepDaysChoice({ store, now: { choices, settings, policy } }: PartProps): JSX.Element {
  const doubt = store.doubt.value;
  const grace = store.grace.value;
  return (
    <Setting
      store={store}
      part="keepDays"
      title="options_keep_title"
      hint="options_keep_hint"
      locked={policy.keepDays !== undefined}
    >
      {policy.keepDays === undefined ? (
        <Choice
          labelledBy="setting-keepDays"
          values={KEEP_DAYS}
          chosen={doubt?.keepDays ?? choices.keepDays}
          words={words}
          choose={(days) => void store.chooseKeepDays(days)}
        />
      ) : (
        <p>{words(policy.keepDays)}</p>
      )}
      {doubt && <DoubtBox store={store} doubt={doubt} now={settings.keepDays} />}
      {!doubt && grace && (
        <p data-grace>{plural('options_keep_grace', grace.doomed, formatMoment(grace.after))}</p>
      )}
    </Setting>
  );
}

interface DoubtBoxProps {
  readonly store: OptionsStore;
  readonly doubt: Doubt;
  readonly now: number;
}

/** A shorter time deletes at once what is older: that needs a word of the user. */
function DoubtBox({ store, doubt: { doomed }, now }: DoubtBoxProps): JSX.Element {
  const question = plural('options_keep_doomed', doomed);
  useEffect(() => announce(question), [question]);
  return (
    <div class="prompt">
      <p>{question}</p>
      <div class="prompt-buttons">
        <button type="button" class="button button-danger" onClick={() => void store.settleDoubt(true)}>
          {plural('options_keep_delete', doomed)}
        </button>
        <button type="button" class="button" onClick={() => void store.settleDoubt(false)}>
          {now === 0 ? t('options_keep_stay_nothing') : plural('options_keep_stay', now)}
        </button>
      </div>
    </div>
  );
}
