import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../../i18n/i18n.js';
import type { MessageKey } from '../../../model/text.js';
import type { Candidate } from '../../../sources/paste/response/candidates.js';
import type { TextKind } from '../../../sources/paste/response/found.js';
import { announce } from '../../../ui/announcer.js';
import { Heading } from '../../../ui/heading.js';
import { visible } from '../../../ui/visible.js';
import type { Explained, ExplainStore } from './explain-store.js';
import { ProgramField } from './program-field.js';

/** What a kind of text is called. */
const KINDS: Readonly<Record<TextKind, MessageKey>> = {
  curl: 'explain_kind_curl',
  wget: 'explain_kind_wget',
  openssl: 'explain_kind_openssl',
  message: 'explain_kind_message',
  'write-out': 'explain_kind_write_out',
  inspected: 'explain_kind_inspected',
  page: 'explain_kind_page',
  error: 'explain_kind_error',
  'access-log': 'explain_kind_access_log',
  'error-log': 'explain_kind_error_log',
};

export interface FoundFormProps {
  readonly store: ExplainStore;
  readonly found: Explained;
}

/** What the text is, which of its hosts is meant, and the URL that was asked: required, for most such texts name none. */
export function FoundForm({ store, found }: FoundFormProps): JSX.Element {
  const { reading, candidate } = found;
  const [only] = reading.candidates;
  const said = reading.candidates.length === 1 && only ? whatItIs(only) : t('explain_several');
  useEffect(() => announce(said), [said]);
  return (
    <section class="explain-found">
      <Heading level={2}>{t('explain_found')}</Heading>
      {reading.cut && <p class="history-note">{t('explain_cut')}</p>}
      {reading.candidates.length === 1 ? <p>{said}</p> : <Several store={store} found={found} />}
      {candidate !== undefined && (
        <UrlForm key={candidate} store={store} found={found} candidate={candidate} />
      )}
    </section>
  );
}

/** "Output of curl -v (curl 7.88.1). 1 response with status 421." */
function whatItIs({ kinds, client, count, retried, followed }: Candidate): string {
  const kind = kinds.map((one) => t(KINDS[one])).join(' · ');
  const program = client === undefined ? '' : ` (${`${client.name} ${client.version ?? ''}`.trim()})`;
  const again = retried === 0 ? '' : ` · ${plural('explain_retried', retried)}`;
  const hidden = followed === 0 ? '' : ` · ${plural('explain_followed', followed)}`;
  return `${kind}${program} · ${plural('explain_count', count)}${again}${hidden}`;
}

function Several({ store, found: { reading, candidate } }: FoundFormProps): JSX.Element {
  const name = useId();
  return (
    <fieldset class="explain-several">
      <legend>{t('explain_several')}</legend>
      {reading.candidates.map((one, index) => (
        <label key={index}>
          <input type="radio" name={name} checked={candidate === one} onChange={() => store.choose(one)} />
          <span>
            <bdi dir="ltr">{one.url === undefined ? t('explain_no_host') : visible(originIn(one.url))}</bdi>{' '}
            <span class="soft">{whatItIs(one)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const originIn = (url: string): string => /^[a-z]+:\/\/[^/?#]+/i.exec(url)?.[0] ?? url;

interface UrlFormProps extends FoundFormProps {
  readonly candidate: Candidate;
}

function UrlForm({
  store,
  found: { reading, url, asksProgram, program },
  candidate,
}: UrlFormProps): JSX.Element {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  const explain = async (event: Event): Promise<void> => {
    event.preventDefault();
    const done = await store.explain();
    setWrong(!done);
    if (!done) field.current?.focus();
  };
  const others = candidate.url === undefined ? reading.mentioned : [];
  const notes = [`${id}-note`, ...(wrong ? [`${id}-wrong`] : [])].join(' ');
  return (
    <form class="explain-url" noValidate onSubmit={(event) => void explain(event)}>
      <label for={id}>{t('explain_url')}</label>
      <input
        class="field-mono"
        ref={field}
        id={id}
        dir="ltr"
        type="url"
        required
        spellcheck={false}
        autocomplete="off"
        placeholder="https://www.example.com/"
        value={url}
        aria-invalid={wrong}
        aria-describedby={notes}
        onInput={(event) => {
          setWrong(false);
          store.setUrl(event.currentTarget.value);
        }}
      />
      <p id={`${id}-note`} class="history-note">
        {t(urlNote(candidate))}
      </p>
      {others.length > 1 && (
        <div class="explain-mentioned">
          <span>{t('explain_mentioned')}</span>
          {others.map((one) => (
            <button key={one} type="button" class="link" onClick={() => store.setUrl(one)}>
              <bdi dir="ltr">{visible(one)}</bdi>
            </button>
          ))}
        </div>
      )}
      <div role="alert">
        {wrong && (
          <p id={`${id}-wrong`} class="explain-wrong">
            {t('explain_url_wrong')}
          </p>
        )}
      </div>
      {asksProgram && <ProgramField chosen={program} choose={store.setProgram} />}
      <button type="submit" class="button button-strong">
        {t('explain_go')}
      </button>
    </form>
  );
}

const urlNote = ({ url, schemeKnown }: Candidate): MessageKey =>
  url === undefined ? 'explain_url_none' : schemeKnown ? 'explain_url_from_text' : 'explain_url_no_scheme';
