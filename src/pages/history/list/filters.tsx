import './filters.css';
import '../../../ui/field.css';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { causeName } from '../../../diagnosis/cause-name.js';
import { formatNumber, t } from '../../../i18n/i18n.js';
import { CAUSE_IDS, type CauseId } from '../../../model/cause.js';
import type { HistoryStore } from '../history-store.js';
import { EVERYTHING, isFiltered, SINCE, STATUS_FILTERS } from '../query.js';
import { sourceName } from '../source-name.js';
import { Picker } from './picker.js';

/** What the list shall show. Everything takes effect while it is chosen. */
export function Filters({ store }: { readonly store: HistoryStore }): JSX.Element {
  const query = store.query.value;
  return (
    <search class="filters" aria-label={t('history_filters')}>
      <Search store={store} />
      <Picker
        name="history_by_cause"
        value={query.cause}
        values={['any', ...causesIn(store, query.cause)]}
        words={(cause) => causeWords(store, cause)}
        choose={(cause) => store.setQuery({ cause })}
      />
      <HostPicker store={store} />
      {(store.sources.value.length > 0 || query.source !== null) && (
        <Picker
          name="history_by_source"
          value={query.source === null ? '' : `=${query.source}`}
          values={['', ...sourcesWith(store, query.source).map((label) => `=${label}`)]}
          words={(source) => (source === '' ? t('history_any_source') : sourceName(source.slice(1)))}
          choose={(source) => store.setQuery({ source: source === '' ? null : source.slice(1) })}
        />
      )}
      <Picker
        name="history_by_status"
        value={query.status}
        values={STATUS_FILTERS}
        words={(status) => t(status === 'any' ? 'history_any_status' : `history_status_${status}`)}
        choose={(status) => store.setQuery({ status })}
      />
      <Picker
        name="history_by_time"
        value={query.since}
        values={SINCE}
        words={(since) => t(`history_since_${since}`)}
        choose={(since) => store.setQuery({ since, span: null })}
      />
      <button
        type="button"
        class="button filters-clear"
        disabled={!isFiltered(query)}
        onClick={() => store.setQuery({ ...EVERYTHING, order: query.order })}
      >
        {t('history_clear')}
      </button>
    </search>
  );
}

/** Apart, for it alone is drawn at each letter. */
const Search = ({ store }: { readonly store: HistoryStore }): JSX.Element => (
  <label class="filters-search">
    <span>{t('history_search')}</span>
    <input
      class="field"
      type="search"
      value={store.typed.value}
      maxLength={300}
      spellcheck={false}
      autocomplete="off"
      placeholder={t('history_search_hint')}
      onInput={(event) => store.search(event.currentTarget.value)}
    />
  </label>
);

/** There may be as many hosts as incidents: it is drawn anew only where they or the choice changed. */
function HostPicker({ store }: { readonly store: HistoryStore }): JSX.Element {
  const hosts = store.hosts.value;
  const { host: chosen } = store.query.value;
  return useMemo(
    () => (
      <Picker
        name="history_by_host"
        value={chosen}
        values={hostsWith(hosts, chosen)}
        words={(host) => (host === '' ? t('history_any_host') : host)}
        choose={(host) => store.setQuery({ host })}
      />
    ),
    [store, hosts, chosen],
  );
}

const countOf = (store: HistoryStore, cause: CauseId): number => store.causes.value.get(cause) ?? 0;

/** Causes that occur, and the chosen one. */
const causesIn = (store: HistoryStore, chosen: CauseId | 'any'): CauseId[] =>
  CAUSE_IDS.filter((cause) => cause === chosen || countOf(store, cause) > 0);

const causeWords = (store: HistoryStore, cause: CauseId | 'any'): string =>
  cause === 'any'
    ? t('history_any_cause')
    : t('history_counted', t(causeName(cause)), formatNumber(countOf(store, cause)));

/** Every host, and the chosen one, which may be gone. */
function hostsWith(hosts: readonly string[], chosen: string): string[] {
  return ['', ...(chosen === '' || hosts.includes(chosen) ? hosts : [chosen, ...hosts])];
}

/** Every source, and the chosen one, which may be gone. */
function sourcesWith(store: HistoryStore, chosen: string | null): readonly string[] {
  const sources = store.sources.value;
  return chosen === null || sources.includes(chosen) ? sources : [chosen, ...sources];
}
