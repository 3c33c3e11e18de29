import '../log/log.css';
import './explain.css';
import '../../../ui/field.css';
import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { formatNumber, t } from '../../../i18n/i18n.js';
import type { MessageKey } from '../../../model/text.js';
import type { Removed } from '../../../sources/paste/response/secrets.js';
import { announce } from '../../../ui/announcer.js';
import { Heading } from '../../../ui/heading.js';
import { Phrases } from '../../../ui/phrases.js';
import { Say } from '../../../ui/say.js';
import { visible } from '../../../ui/visible.js';
import { BackLink } from '../back-link.js';
import { ChooseButton, LOG_FILES } from '../choose-button.js';
import type { HistoryStore } from '../history-store.js';
import { FailureDetails, whyUnread } from '../log/file-failure.js';
import { KeepBox } from '../log/keep-box.js';
import { LogIncidents } from '../log/log-incidents.js';
import { ReadingBar } from '../log/reading-bar.js';
import { Prompt } from '../toolbar/prompt.js';
import type { ExplainState, ExplainStore } from './explain-store.js';
import { FoundForm } from './found-form.js';

export interface ExplainViewProps {
  readonly store: ExplainStore;
  readonly history: HistoryStore;
  readonly back: () => void;
  readonly take: (file: File) => void;
}

/** A field for any text with a 421 in it, and what Missent makes of it. */
export function ExplainView({ store, history, back, take }: ExplainViewProps): JSX.Element {
  const id = useId();
  const state = store.state.value;
  return (
    <div class="log explain" {...contract(state)}>
      <BackLink back={back} />
      <div class="log-head">
        <Heading level={1}>{t('explain_title')}</Heading>
        <p class="soft">{t('explain_about')}</p>
      </div>
      <div class="explain-text">
        <label for={id}>{t('explain_label')}</label>
        <textarea
          class="field-mono"
          id={id}
          dir="ltr"
          rows={10}
          // As a terminal shows it; and a megabyte of wrapped lines would take seconds to lay out.
          wrap="off"
          spellcheck={false}
          autocomplete="off"
          value={store.text.value}
          aria-describedby={`${id}-note`}
          onInput={(event) => void store.read(event.currentTarget.value)}
        />
        <p id={`${id}-note`} class="history-note">
          {t('explain_private')}
        </p>
        <div class="log-actions">
          <ChooseButton accept={LOG_FILES} words={t('explain_choose')} take={take} />
        </div>
      </div>
      <Outcome store={store} state={state} history={history} />
    </div>
  );
}

interface OutcomeProps extends Pick<ExplainViewProps, 'store' | 'history'> {
  readonly state: ExplainState;
}

function Outcome({ store, state, history }: OutcomeProps): JSX.Element | null {
  switch (state.kind) {
    case 'none':
      return null;
    case 'reading':
      return (
        <ReadingBar
          file={state.file}
          bytes={state.bytes}
          cancel={() => {
            store.cancel();
            announce(t('log_cancelled'));
          }}
        />
      );
    case 'failed':
      return (
        <Prompt key={state}>
          <p>{whyUnread(state)}</p>
          <FailureDetails {...state} />
        </Prompt>
      );
    case 'refused':
      return (
        <>
          <Prompt key={state.reading}>
            <p>
              <Say text={state.reading.why} />
            </p>
          </Prompt>
          <RemovedList removed={state.reading.removed} />
        </>
      );
    case 'found':
      return (
        <>
          <FoundForm key={state.reading} store={store} found={state} />
          <RemovedList removed={state.reading.removed} />
          {state.incident !== undefined && (
            <Result key={state.incident} incident={state.incident} history={history} />
          )}
        </>
      );
  }
}

interface ResultProps {
  readonly incident: NonNullable<Extract<ExplainState, { kind: 'found' }>['incident']>;
  readonly history: HistoryStore;
}

function Result({ incident, history }: ResultProps): JSX.Element {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    announce(t('log_incidents'));
  }, []);
  const incidents = [incident];
  return (
    <section class="log-part">
      <h2 ref={title} tabIndex={-1}>
        <Phrases text={t('log_incidents')} />
      </h2>
      {!history.isPrivate && (
        <div class="log-actions">
          <KeepBox incidents={incidents} history={history} what={t('explain_keep_what')} />
        </div>
      )}
      <LogIncidents incidents={incidents} />
    </section>
  );
}

/** What tests and scripts may rely on. Kinds are those of src/sources/paste/response/found.ts. */
function contract(state: ExplainState): Readonly<Record<`data-${string}`, string>> {
  if (state.kind === 'none') return {};
  if (state.kind === 'failed' || state.kind === 'reading') return { 'data-explain-state': state.kind };
  const removed = { 'data-removed': String(state.reading.removed.length) };
  if (state.kind === 'refused') return { 'data-explain-state': 'refused', ...removed };
  const { reading, candidate, incident } = state;
  return {
    'data-explain-state': incident === undefined ? 'found' : 'explained',
    'data-candidates': String(reading.candidates.length),
    ...(candidate === undefined ? {} : { 'data-kinds': candidate.kinds.join(' ') }),
    ...removed,
  };
}

const KINDS: Readonly<Record<Removed['kind'], MessageKey>> = {
  field: 'explain_removed_field',
  parameter: 'explain_removed_parameter',
  url: 'explain_removed_url',
  option: 'explain_removed_option',
};

/** What stood in the text and goes no further. */
const RemovedList = ({ removed }: { readonly removed: readonly Removed[] }): JSX.Element | null =>
  removed.length === 0 ? null : (
    <section class="explain-removed">
      <Heading level={2}>{t('explain_removed')}</Heading>
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
