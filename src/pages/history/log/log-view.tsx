import './log.css';
import type { JSX } from 'preact';
import { t } from '../../../i18n/i18n.js';
import { text } from '../../../model/text.js';
import { announce } from '../../../ui/announcer.js';
import { Heading } from '../../../ui/heading.js';
import { Say } from '../../../ui/say.js';
import { BackLink } from '../back-link.js';
import { ChooseButton, LOG_FILES } from '../choose-button.js';
import type { HistoryStore } from '../history-store.js';
import { Prompt } from '../toolbar/prompt.js';
import { FailureDetails, whyUnread } from './file-failure.js';
import { HowTo } from './how-to.js';
import { LogResult } from './log-result.js';
import type { LogState, LogStore } from './log-store.js';
import { ReadingBar } from './reading-bar.js';

export interface LogViewProps {
  readonly log: LogStore;
  readonly history: HistoryStore;
  readonly back: () => void;
  /** A chosen file: read here, unless it is one of Missent's own. */
  readonly take: (file: File) => void;
}

/** A log of the browser's network, opened and read here. */
export function LogView({ log, history, back, take }: LogViewProps): JSX.Element {
  const state = log.state.value;
  const cancel = (): void => {
    log.cancel();
    announce(t('log_cancelled'));
  };
  return (
    <div class="log" {...contract(state)}>
      <BackLink back={back} />
      {state.kind === 'read' ? (
        <LogResult key={state.reading} state={state} take={take} history={history} />
      ) : (
        <>
          <div class="log-head">
            <Heading level={1}>{t('log_open')}</Heading>
            <p class="soft">{t('log_about')}</p>
          </div>
          {state.kind === 'reading' ? (
            <ReadingBar file={state.file} bytes={state.bytes} cancel={cancel} />
          ) : (
            <>
              {state.kind !== 'none' && <NotRead state={state} />}
              <Chooser take={take} />
            </>
          )}
          <HowTo />
        </>
      )}
    </div>
  );
}

/** What tests and scripts may rely on; numbers are counts of 421s, `data-notes` are ids of src/sources/log/note.ts. */
function contract(state: LogState): Readonly<Record<`data-${string}`, string>> {
  switch (state.kind) {
    case 'none':
      return {};
    case 'reading':
      return { 'data-log-state': 'reading' };
    case 'failed':
      return { 'data-log-state': 'failed', 'data-notes': state.why };
    case 'refused':
      return { 'data-log-state': 'failed', 'data-notes': state.failure.id };
    case 'read': {
      const { kind, summary, notes } = state.reading;
      const unknown = kind === 'nel' ? { 'data-not-known': String(summary.unsettled) } : {};
      return {
        'data-log-state': 'read',
        'data-kind': kind,
        'data-surfaced': String(summary.surfaced),
        'data-hidden': String(summary.hidden),
        ...unknown,
        'data-notes': notes.map(({ id }) => id).join(' '),
      };
    }
  }
}

/** Where the file goes. */
const Chooser = ({ take }: { readonly take: (file: File) => void }): JSX.Element => (
  <div class="log-chooser">
    <ChooseButton accept={LOG_FILES} words={t('log_choose')} strong take={take} />
    <p>{t('log_choose_or_drop')}</p>
    <p class="history-note">{t('log_private')}</p>
  </div>
);

interface NotReadProps {
  readonly state: Extract<LogState, { kind: 'refused' | 'failed' }>;
}

/** Why nothing came of the chosen file. What is recorded is not touched by it. */
const NotRead = ({ state }: NotReadProps): JSX.Element => (
  <Prompt key={state}>
    <p>
      <b>
        <Say text={text('log_not_read', state.file.name)} />
      </b>{' '}
      {state.kind === 'refused' ? <Say text={state.failure} /> : whyUnread(state)}
    </p>
    {state.kind === 'failed' && <FailureDetails {...state} />}
  </Prompt>
);
