/** What the user may choose. */
export interface Settings {
  /** Days that incidents are kept after they were last seen; 0: not beyond the browser's session. */
  readonly keepDays: KeepDays;
  /** Hosts that are never recorded, as `URL.hostname` gives them; a leading `*.` stands for all names under it. */
  readonly ignoredHosts: readonly string[];
  /** Also report hidden 421s that the browser's retry recovered. */
  readonly showRecovered: boolean;
  /** Also look for misdirected requests without a 421. */
  readonly watchSuspected: boolean;
  readonly theme: Theme;
}

export const KEEP_DAYS = [0, 1, 7, 30, 90] as const;
export type KeepDays = (typeof KEEP_DAYS)[number];

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const DEFAULT_SETTINGS: Settings = {
  keepDays: 30,
  ignoredHosts: [],
  showRecovered: true,
  watchSuspected: true,
  theme: 'system',
};

/** Hosts that the user may ignore. */
export const MAX_IGNORED_HOSTS = 500;

/** The list with the host, its names in the order of their last labels; undefined where it is full. */
export function withIgnored(host: string, patterns: readonly string[]): readonly string[] | undefined {
  if (isIgnored(host, patterns)) return patterns;
  return patterns.length >= MAX_IGNORED_HOSTS ? undefined : [...patterns, host].sort(byName);
}

/** Hosts of one site stand together: compared from their last label to their first. */
function byName(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.split('.').reverse().join('.'));
  return (left ?? '').localeCompare(right ?? '', 'en');
}

/** Whether a pattern of `ignoredHosts` is meant for this host. */
export function isIgnored(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern,
  );
}
