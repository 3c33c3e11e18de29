import './incident-list.css';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { formatNumber, plural, t } from '../../../i18n/i18n.js';
import { announce } from '../../../ui/announcer.js';
import { PAGES } from '../../../ui/page/pages.js';
import { Phrases } from '../../../ui/phrases.js';
import type { HistoryStore } from '../history-store.js';
import { EVERYTHING, isFiltered, ORDERS } from '../query.js';
import { Picker } from './picker.js';
import { Row } from './row.js';

/** Lines that are drawn at a time, so that a thousand cost no more than these. */
const PAGE_SIZE = 50;

/** The incidents that the query asks for, a page of them at a time. */
export function IncidentList({ store }: { readonly store: HistoryStore }): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const query = store.query.value;
  const shown = store.shown.value;
  const pages = Math.max(1, Math.ceil(shown.length / PAGE_SIZE));
  const page = Math.min(query.page, pages);
  const first = (page - 1) * PAGE_SIZE;
  const words = countWords(store);
  useAnnounced(words, store.removed.value !== undefined);

  /** The line that is being deleted: its button has the focus, and the next line's takes its place once it is gone. */
  const leaving = useRef<{ readonly id: string; readonly index: number } | undefined>(undefined);
  const remove = async (id: string, index: number): Promise<void> => {
    leaving.current = { id, index };
    await store.remove([id]);
    // Refused: the button is still there.
    if (store.incidents.value.some((incident) => incident.id === id)) leaving.current = undefined;
  };
  // In the render that takes the line away; a frame may come before it.
  useLayoutEffect(() => {
    const gone = leaving.current;
    if (!gone || shown.some(({ incident }) => incident.id === gone.id)) return;
    leaving.current = undefined;
    const buttons = list.current?.querySelectorAll<HTMLElement>('.row-delete');
    (buttons?.[Math.min(gone.index, buttons.length - 1)] ?? title.current)?.focus();
  });

  return (
    <section class="list" aria-busy={store.isPending.value}>
      <div class="list-head">
        <h2 ref={title} tabIndex={-1}>
          <Phrases text={words} />
        </h2>
        <Picker
          name="history_order"
          value={query.order}
          values={ORDERS}
          words={(order) => t(`history_order_${order}`)}
          choose={(order) => store.setQuery({ order })}
        />
      </div>
      <Notes store={store} />
      {shown.length > 0 && (
        <ol ref={list} class="rows" start={first + 1}>
          {shown.slice(first, first + PAGE_SIZE).map((entry, index) => (
            <Row
              key={entry.incident.id}
              entry={entry}
              source={query.source}
              remove={(id) => remove(id, index)}
            />
          ))}
        </ol>
      )}
      {pages > 1 && (
        <Pager
          page={page}
          pages={pages}
          turn={(to) => {
            store.setQuery({ page: to });
            title.current?.focus();
          }}
        />
      )}
    </section>
  );
}

/** "140 incidents", or "12 of 140 incidents". */
function countWords(store: HistoryStore): string {
  const shown = store.shown.value.length;
  const expected = store.expected.value;
  if (expected !== undefined) return plural('history_count', expected);
  const all = store.incidents.value.length;
  return shown === all ? plural('history_count', all) : plural('history_count_of', all, formatNumber(shown));
}

/** Says the count when it changed and stays; not at every letter that is typed. */
function useAnnounced(words: string, isSaid: boolean): void {
  const before = useRef(words);
  useEffect(() => {
    const timer = setTimeout(() => {
      // What was deleted is announced already, and must not be replaced before it is read.
      if (before.current !== words && !isSaid) announce(words);
      before.current = words;
    }, 600);
    return () => clearTimeout(timer);
  }, [words, isSaid]);
}

/** Why the list may be shorter than expected. */
function Notes({ store }: { readonly store: HistoryStore }): JSX.Element {
  const query = store.query.value;
  const waiting = store.entries.value.filter(({ made }) => made === undefined).length;
  const hidden =
    query.status === 'any' && !store.settings.value.showRecovered
      ? store.incidents.value.filter(({ status }) => status === 'recovered').length
      : 0;
  const unkept = store.unkept.value.size;
  return (
    <>
      {unkept > 0 && (
        <p class="history-note">
          {plural('history_unkept', unkept)} <a href={PAGES.options}>{t('history_to_options')}</a>
        </p>
      )}
      {query.cause !== 'any' && waiting > 0 && (
        <p class="history-note">{plural('history_waiting', waiting)}</p>
      )}
      {store.shown.value.length === 0 && isFiltered(query) && waiting === 0 && (
        <p class="history-note">
          {t('history_no_match')}{' '}
          <button
            type="button"
            class="link"
            onClick={() => store.setQuery({ ...EVERYTHING, order: query.order })}
          >
            {t('history_clear')}
          </button>
        </p>
      )}
      {hidden > 0 && (
        <p class="history-note">
          {plural('history_hidden', hidden)}{' '}
          <button type="button" class="link" onClick={() => store.setQuery({ status: 'recovered' })}>
            {t('history_show_hidden')}
          </button>
        </p>
      )}
    </>
  );
}

interface PagerProps {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly turn: (page: number) => void;
}

const Pager = ({ page, pages, turn }: PagerProps): JSX.Element => (
  <nav class="pager" aria-label={t('history_pages')}>
    <button type="button" class="button" disabled={page <= 1} onClick={() => turn(page - 1)}>
      {t('history_page_before')}
    </button>
    <span>{t('history_page', formatNumber(page), formatNumber(pages))}</span>
    <button type="button" class="button" disabled={page >= pages} onClick={() => turn(page + 1)}>
      {t('history_page_after')}
    </button>
  </nav>
);
