import './copy-button.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/i18n.js';
import type { MessageKey } from '../model/text.js';
import { announce } from './announcer.js';
import { Icon, type IconName } from './icon.js';

type State = 'ready' | 'copied' | 'failed';

const WORDS: Readonly<Record<State, MessageKey>> = {
  ready: 'ui_copy',
  copied: 'ui_copied',
  failed: 'ui_copy_failed',
};

const ICONS: Readonly<Record<State, IconName>> = { ready: 'copy', copied: 'check', failed: 'cross' };

/** ms that the button shows how it went. */
const SHOW_MS = 2500;

export interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for those who do not see what the button stands beside. */
  readonly what: string;
  /** Its words where it stands alone. */
  readonly label?: MessageKey;
}

/** Copies a text and says whether that worked. All its words lie in one cell, so its width never changes. */
export function CopyButton({ value, what, label = 'ui_copy' }: CopyButtonProps): JSX.Element {
  const [state, setState] = useState<State>('ready');
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), SHOW_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    const done: State = await navigator.clipboard.writeText(value).then(
      () => 'copied',
      // Refused by a policy or without focus: the text can still be marked and copied by hand.
      () => 'failed',
    );
    setState(done);
    announce(t(WORDS[done]));
  };
  return (
    <button type="button" class="copy-button" data-copy={state} onClick={copy}>
      <span class="copy-words">
        {(['ready', 'copied', 'failed'] as const).map((word) => (
          <span key={word} class={word === state ? '' : 'copy-other'} aria-hidden={word !== state}>
            <Icon name={ICONS[word]} />
            {t(word === 'ready' ? label : WORDS[word])}
          </span>
        ))}
      </span>
      <span class="visually-hidden"> {what}</span>
    </button>
  );
}
