import { CAUSE_IDS, type CauseId } from '../../model/cause.js';
import { OUTCOMES } from '../../model/exchange.js';

/** How far back the list looks, from now; by when an incident was last seen. */
export const SINCE = ['any', 'hour', 'day', 'week', 'month'] as const;
export type Since = (typeof SINCE)[number];

const HOUR = 3_600_000;
/** In ms; a month is 30 days. */
export const SINCE_MS: Readonly<Record<Exclude<Since, 'any'>, number>> = {
  hour: HOUR,
  day: 24 * HOUR,
  week: 7 * 24 * HOUR,
  month: 30 * 24 * HOUR,
};

export const ORDERS = ['latest', 'first', 'often', 'host'] as const;
export type Order = (typeof ORDERS)[number];

/** A stretch of time, in ms since the epoch: its first moment, and the first one after it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const isSameSpan = (one: Span | null, other: Span | null): boolean =>
  one?.from === other?.from && one?.to === other?.to;

export const STATUS_FILTERS = ['any', 'failing', ...OUTCOMES] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

/** What the list is asked for. */
export interface Query {
  readonly text: string;
  readonly cause: CauseId | 'any';
  /** `failing`: misdirected, and not answered since. */
  readonly status: StatusFilter;
  /** Empty: any. */
  readonly host: string;
  /** The label of a machine that saw it; OWN: this browser; null: any. */
  readonly source: string | null;
  readonly since: Since;
  /** A bar of the chart: incidents with an occurrence in it. */
  readonly span: Span | null;
  readonly order: Order;
  /** From 1. */
  readonly page: number;
}

export const EVERYTHING: Query = {
  text: '',
  cause: 'any',
  status: 'any',
  host: '',
  source: null,
  since: 'any',
  span: null,
  order: 'latest',
  page: 1,
};

/** Whether anything is left out by it; order and page leave nothing out. */
export const isFiltered = ({ text, cause, status, host, source, since, span }: Query): boolean =>
  text.trim() !== '' ||
  cause !== 'any' ||
  status !== 'any' ||
  host !== '' ||
  source !== null ||
  since !== 'any' ||
  span !== null;

/** The filter is the host alone. */
export const isHostOnly = (query: Query): boolean => query.host !== '' && !isFiltered({ ...query, host: '' });

const oneOf = <T extends string>(values: readonly T[], value: string | null): T | undefined =>
  values.find((each) => each === value);

/** `from-to`, in whole ms. */
function spanOf(value: string | null): Span | null {
  const [, first, last] = /^(\d{1,15})-(\d{1,15})$/.exec(value ?? '') ?? [];
  const [from, to] = [Number(first), Number(last)];
  return from < to ? { from, to } : null;
}

/** The query that an address carries; what is missing or wrong there is as at first. */
export function queryOf(search: string): Query {
  const parameters = new URLSearchParams(search);
  const page = Number(parameters.get('page') ?? 1);
  return {
    text: parameters.get('q') ?? '',
    cause: oneOf(CAUSE_IDS, parameters.get('cause')) ?? 'any',
    status: oneOf(STATUS_FILTERS, parameters.get('status')) ?? 'any',
    host: parameters.get('host') ?? '',
    source: parameters.get('source'),
    since: oneOf(SINCE, parameters.get('since')) ?? 'any',
    span: spanOf(parameters.get('span')),
    order: oneOf(ORDERS, parameters.get('order')) ?? 'latest',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The address part that carries the query: empty, or from `?` on. Only what differs from the beginning is in it. */
export function searchOf(query: Query): string {
  const parameters = new URLSearchParams();
  const set = (name: string, value: string, usual: string): void => {
    if (value !== usual) parameters.set(name, value);
  };
  set('q', query.text, '');
  set('cause', query.cause, 'any');
  set('status', query.status, 'any');
  set('host', query.host, '');
  if (query.source !== null) parameters.set('source', query.source);
  set('since', query.since, 'any');
  set('span', query.span ? `${query.span.from}-${query.span.to}` : '', '');
  set('order', query.order, 'latest');
  set('page', String(query.page), '1');
  const search = parameters.toString();
  return search === '' ? '' : `?${search}`;
}

/** The incident that `?id=` names. */
export const idOf = (search: string): string | undefined =>
  new URLSearchParams(search).get('id') ?? undefined;
