// What an administrator sets for many machines (storage.managed), parsed: docs/enterprise.md explains each value. Chrome
// has dropped by then, in silence, what does not fit managed-schema.json; Firefox passes on whatever policies.json says.
import { hostPatternOf } from './host-pattern.js';
import { type Contact, MAX_HOSTS, MAX_KEEP_DAYS, type Settings } from './settings.js';

/** The parts of the settings that a policy sets; absent: the user chooses. */
export type Policy = Partial<Omit<Settings, 'theme'>>;
export type PolicyName = keyof Policy;

/** A value, or a part of one, that is ignored. */
export interface PolicyProblem {
  /** As an administrator would look for it: `keepDays`, `contacts[1].mail`. */
  readonly where: string;
  /** What stands there, as JSON, cut. */
  readonly found: string;
  readonly expected: Expected;
}

/** What would have been right. `known`: one of the names that there are. */
export type Expected =
  | 'known'
  | 'days'
  | 'boolean'
  | 'hosts'
  | 'some_hosts'
  | 'host'
  | 'fewer'
  | 'contacts'
  | 'contact'
  | 'mail'
  | 'url';

export interface PolicyReading {
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
}

export const NO_POLICY: PolicyReading = { policy: {}, problems: [] };

const MAX_CONTACTS = 100;
/** Characters of a value that is shown. */
const MAX_FOUND = 80;
/** Characters of a name that is shown. */
const MAX_WHERE = 60;
/** A policy of wrong values alone says enough with so many. */
const MAX_PROBLEMS = 50;
/** RFC 5321 section 4.5.3.1: local part and domain; the URL bound is Missent's own. */
const MAX_MAIL = 64 + 1 + 255;
const MAX_URL = 2000;
/** One address without a name, comment or list: what a `mailto:` may address. */
const MAIL = /^[^\s@,;<>()[\]\\":%?&#]+@[^\s@,;<>()[\]\\":%?&#/]+$/;

type Report = (where: string, found: unknown, expected: Expected) => undefined;

/** How each value is read: undefined where it is ignored, and why is reported. */
const READERS: { readonly [Name in PolicyName]-?: (value: unknown, report: Report) => Policy[Name] } = {
  keepDays: (value, report) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_KEEP_DAYS
      ? value
      : report('keepDays', value, 'days'),
  ignoredHosts: (value, report) => readHosts('ignoredHosts', value, report),
  // None would be all, which no administrator means by it.
  onlyHosts: (value, report) => readSomeHosts('onlyHosts', value, report),
  showRecovered: (value, report) => readBoolean('showRecovered', value, report),
  watchSuspected: (value, report) => readBoolean('watchSuspected', value, report),
  welcomePage: (value, report) => readBoolean('welcomePage', value, report),
  contacts: (value, report) => {
    if (!Array.isArray(value)) return report('contacts', value, 'contacts');
    if (value.length > MAX_CONTACTS) return report('contacts', value.length, 'fewer');
    return value.flatMap((one: unknown, at) => readContact(`contacts[${at}]`, one, report) ?? []);
  },
};

const isName = (name: string): name is PolicyName => Object.hasOwn(READERS, name);
export const POLICY_NAMES: readonly string[] = Object.keys(READERS);

/** Never throws. Each part is read by itself: one that is wrong takes nothing else along. */
export function readPolicy(raw: unknown): PolicyReading {
  const problems: PolicyProblem[] = [];
  const report: Report = (where, found, expected) => {
    if (problems.length < MAX_PROBLEMS)
      problems.push({ where: where.slice(0, MAX_WHERE), found: shown(found), expected });
  };
  if (typeof raw !== 'object' || raw === null) return NO_POLICY;
  const policy: Policy = Object.assign(
    {},
    ...Object.entries(raw).map(([name, value]) => {
      if (!isName(name)) return report(name, value, 'known');
      const read = READERS[name](value, report);
      return read === undefined ? {} : { [name]: read };
    }),
  );
  return { policy, problems };
}

const readBoolean = (where: string, value: unknown, report: Report): boolean | undefined =>
  typeof value === 'boolean' ? value : report(where, value, 'boolean');

function readHosts(where: string, value: unknown, report: Report): readonly string[] | undefined {
  if (!Array.isArray(value)) return report(where, value, 'hosts');
  if (value.length > MAX_HOSTS) return report(where, value.length, 'fewer');
  const patterns = value.flatMap((one: unknown, at) => {
    const pattern = typeof one === 'string' ? hostPatternOf(one) : undefined;
    return pattern ?? report(`${where}[${at}]`, one, 'host') ?? [];
  });
  return [...new Set(patterns)];
}

function readSomeHosts(where: string, value: unknown, report: Report): readonly string[] | undefined {
  const hosts = readHosts(where, value, report);
  return hosts?.length === 0 ? report(where, value, 'some_hosts') : hosts;
}

function readContact(where: string, value: unknown, report: Report): Contact | undefined {
  if (typeof value !== 'object' || value === null) return report(where, value, 'contact');
  const { hosts: named, mail, url }: { hosts?: unknown; mail?: unknown; url?: unknown } = value;
  if ((mail === undefined) === (url === undefined)) return report(where, value, 'contact');
  const to =
    mail === undefined ? readUrl(`${where}.url`, url, report) : readMail(`${where}.mail`, mail, report);
  const hosts = readSomeHosts(`${where}.hosts`, named, report);
  return to && hosts && { hosts, to };
}

const readMail = (where: string, value: unknown, report: Report): { readonly mail: string } | undefined =>
  typeof value === 'string' && value.length <= MAX_MAIL && MAIL.test(value)
    ? { mail: value }
    : report(where, value, 'mail');

function readUrl(where: string, value: unknown, report: Report): { readonly url: string } | undefined {
  const url =
    typeof value === 'string' && value.length <= MAX_URL && URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return report(where, value, 'url');
  }
  return { url: url.href };
}

const shown = (found: unknown): string => {
  const json = JSON.stringify(found) ?? '';
  return json.length > MAX_FOUND ? `${json.slice(0, MAX_FOUND - 1)}…` : json;
};
