import '../../ui/page/prompt.css';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { plural, t } from '../../i18n/i18n.js';
import { announce } from '../../ui/announcer.js';
import { type PartProps, Setting } from './setting.js';

/** Back to the defaults, after a question that says what goes with it. */
export function Reset({ store, now }: PartProps): JSX.Element {
  const [question, setQuestion] = useState<string | undefined>(undefined);
  const button = useRef<HTMLButtonElement>(null);
  const send = async (): Promise<void> => {
    const doomed = await store.doomedByReset();
    const hosts = now.choices.ignoredHosts.length;
    const said = [
      t('options_reset_question'),
      ...(hosts > 0 ? [plural('options_reset_hosts', hosts)] : []),
      ...(doomed > 0 ? [plural('options_keep_doomed', doomed)] : []),
    ].join(' ');
    setQuestion(said);
    announce(said);
  };
  const settle = async (go: boolean): Promise<void> => {
    if (go) await store.reset();
    setQuestion(undefined);
    button.current?.focus();
  };
  return (
    <Setting store={store} part="all" title="options_reset_title">
      <div>
        <button
          ref={button}
          type="button"
          class="button"
          aria-expanded={question !== undefined}
          onClick={() => (question === undefined ? void send() : setQuestion(undefined))}
        >
          {t('options_reset')}
        </button>
      </div>
      {question !== undefined && (
        <div class="prompt">
          <p>{question}</p>
          <div class="prompt-buttons">
            <button type="button" class="button button-danger" onClick={() => void settle(true)}>
              {t('options_reset_go')}
            </button>
            <button type="button" class="button" onClick={() => void settle(false)}>
              {t('options_reset_stay')}
            </button>
          </div>
        </div>
      )}
    </Setting>
  );
}
