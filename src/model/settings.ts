import { matchesHost } from './host-pattern.js';

/** What the user may choose. */
export interface Choices {
  readonly keepDays: KeepDays;
  /** Hosts that are never recorded, see src/model/host-pattern.ts. */
  readonly ignoredHosts: readonly string[];
  /** Also report hidden 421s that the browser's retry recovered. */
  readonly showRecovered: boolean;
  /** Also look for misdirected requests without a 421. */
  readonly watchSuspected: boolean;
  readonly theme: Theme;
}

/** What Missent goes by: of each part what the policy says, else what the user chose, else the default. */
export interface Settings extends Omit<Choices, 'keepDays'> {
  /**
   * Days that incidents are kept after they were last seen, 0 to MAX_KEEP_DAYS; 0: not beyond the browser's session. A
   * policy may say more than the user's choices.
   */
  readonly keepDays: number;
  /** The hosts that are recorded, by policy alone; empty: all. */
  readonly onlyHosts: readonly string[];
  /** Open the welcome page after the installation; a policy may say no. */
  readonly welcomePage: boolean;
  /** By policy alone: the first that is meant for a host counts. */
  readonly contacts: readonly Contact[];
}

/** Whom a report of some hosts addresses: by mail, or by a page where it is handed in. */
export interface Contact {
  readonly hosts: readonly string[];
  readonly to: { readonly mail: string } | { readonly url: string };
}

export const KEEP_DAYS = [0, 1, 7, 30, 90] as const;
export type KeepDays = (typeof KEEP_DAYS)[number];
export const MAX_KEEP_DAYS = Math.max(...KEEP_DAYS);

/** Under which name the choices are stored. */
export const CHOICES_KEY = 'settings';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const DEFAULT_CHOICES: Choices = {
  keepDays: 30,
  ignoredHosts: [],
  showRecovered: true,
  watchSuspected: true,
  theme: 'system',
};

export const DEFAULT_SETTINGS: Settings = {
  ...DEFAULT_CHOICES,
  onlyHosts: [],
  welcomePage: true,
  contacts: [],
};

/** Hosts that the user may ignore, or a policy may name in one list. */
export const MAX_HOSTS = 500;

/** The list with the host, its names in the order of their last labels; undefined where it is full. */
export function withIgnored(host: string, patterns: readonly string[]): readonly string[] | undefined {
  if (matchesHost(host, patterns)) return patterns;
  return patterns.length >= MAX_HOSTS ? undefined : [...patterns, host].sort(byName);
}

/** Hosts of one site stand together: compared from their last label to their first. */
function byName(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.split('.').reverse().join('.'));
  return (left ?? '').localeCompare(right ?? '', 'en');
}

/** Whether anything of a host is recorded and shown. `host` as `URL.hostname` gives it. */
export const isRecorded = (
  host: string,
  { ignoredHosts, onlyHosts }: Pick<Settings, 'ignoredHosts' | 'onlyHosts'>,
): boolean => (onlyHosts.length === 0 || matchesHost(host, onlyHosts)) && !matchesHost(host, ignoredHosts);

/** Whom a report of a host addresses, by policy; undefined: the policy says nothing of it. */
export const contactFor = (host: string, contacts: readonly Contact[]): Contact['to'] | undefined =>
  contacts.find(({ hosts }) => matchesHost(host, hosts))?.to;
