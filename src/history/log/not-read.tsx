import type { JSX } from 'preact';
import { text } from '../../model/text.js';
import { t } from '../../ui/i18n.js';
import { Say } from '../../ui/say.js';
import { visible } from '../../ui/visible.js';
import { AskBox } from '../desk/ask-box.js';
import type { LogState } from './store.js';

export interface NotReadProps {
  readonly state: Extract<LogState, { kind: 'refused' | 'failed' }>;
}

/** Why nothing came of the chosen file. What is recorded is not touched by it. */
export const NotRead = ({ state }: NotReadProps): JSX.Element => (
  <AskBox key={state}>
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
  </AskBox>
);
