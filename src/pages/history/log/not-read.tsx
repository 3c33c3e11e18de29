import type { JSX } from 'preact';
import { t } from '../../../i18n/i18n.js';
import { text } from '../../../model/text.js';
import { Say } from '../../../ui/say.js';
import { visible } from '../../../ui/visible.js';
import { Prompt } from '../toolbar/prompt.js';
import type { LogState } from './log-store.js';

export interface NotReadProps {
  readonly state: Extract<LogState, { kind: 'refused' | 'failed' }>;
}

/** Why nothing came of the chosen file. What is recorded is not touched by it. */
export const NotRead = ({ state }: NotReadProps): JSX.Element => (
  <Prompt key={state}>
    <p>
      <b>
        <Say text={text('log_not_read', state.file.name)} />
      </b>{' '}
      {state.kind === 'refused' ? <Say text={state.failure} /> : t('log_gone')}
    </p>
    {state.kind === 'failed' && (
      <p>
        <code dir="ltr">{visible(state.message)}</code>
      </p>
    )}
  </Prompt>
);
