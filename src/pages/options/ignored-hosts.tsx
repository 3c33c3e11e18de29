import './ignored-hosts.css';
import '../../ui/field.css';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import type { Text } from '../../model/text.js';
import { announce } from '../../ui/announcer.js';
import { Icon } from '../../ui/icon.js';
import { Say } from '../../ui/say.js';
import { HostList } from './host-list.js';
import { addPattern, readPattern } from './ignored-host.js';
import { type PartProps, Setting } from './setting.js';

export function IgnoredHosts({ store, now }: PartProps): JSX.Element {
  const { ignoredHosts } = now.settings;
  const locked = now.policy.ignoredHosts !== undefined;
  const field = useRef<HTMLInputElement>(null);
  const save = (patterns: readonly string[]): Promise<void> =>
    store.save({ ignoredHosts: patterns }, 'ignoredHosts');
  const remove = (pattern: string): void => {
    // The button that had the focus goes with its line.
    field.current?.focus();
    void save(ignoredHosts.filter((each) => each !== pattern));
  };
  return (
    <Setting
      store={store}
      part="ignoredHosts"
      title="options_ignored_title"
      hint="options_ignored_hint"
      locked={locked}
    >
      {!locked && <AddHost field={field} patterns={ignoredHosts} save={save} />}
      {ignoredHosts.length === 0 ? (
        <p class="soft">{t('options_ignored_none')}</p>
      ) : (
        <HostList
          label={t('options_ignored_title')}
          patterns={ignoredHosts}
          {...(locked ? {} : { after: (pattern) => <RemoveHost pattern={pattern} remove={remove} /> })}
        />
      )}
    </Setting>
  );
}

interface RemoveHostProps {
  readonly pattern: string;
  readonly remove: (pattern: string) => void;
}

const RemoveHost = ({ pattern, remove }: RemoveHostProps): JSX.Element => (
  <button type="button" class="button-icon hosts-remove" onClick={() => remove(pattern)}>
    <Icon name="cross" />
    <span class="visually-hidden">{t('options_host_remove', pattern)}</span>
  </button>
);

interface AddHostProps {
  readonly field: { readonly current: HTMLInputElement | null };
  readonly patterns: readonly string[];
  readonly save: (patterns: readonly string[]) => Promise<void>;
}

function AddHost({ field, patterns, save }: AddHostProps): JSX.Element {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Text | undefined>(undefined);
  useEffect(() => {
    if (problem) announce(t(problem));
  }, [problem]);
  const add = async (): Promise<void> => {
    const read = readPattern(typed);
    const added = read.ok ? addPattern(patterns, read.pattern) : read;
    if (!added.ok) {
      setProblem(added.problem);
      return;
    }
    await save(added.patterns);
    setTyped('');
    setProblem(undefined);
  };
  return (
    <form
      class="add-host"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label for="add-host">{t('options_host_label')}</label>
      <div class="add-host-line">
        <input
          ref={field}
          id="add-host"
          class="field"
          type="text"
          dir="ltr"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={2000}
          placeholder="*.shop.example"
          value={typed}
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? 'add-host-problem' : 'setting-ignoredHosts-hint'}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <button type="submit" class="button">
          {t('options_host_add')}
        </button>
      </div>
      <p class="add-host-problem" id="add-host-problem">
        {problem && (
          <>
            <Icon name="cross" />
            <span>
              <Say text={problem} />
            </span>
          </>
        )}
      </p>
    </form>
  );
}
