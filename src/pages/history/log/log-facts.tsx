import type { JSX } from 'preact';
import { formatMoment, plural } from '../../../i18n/i18n.js';
import type { Reading } from '../../../sources/log/reading.js';
import { Name } from '../../../ui/facts/name.js';
import type { LogFile } from './log-store.js';
import { megabytes } from './sizes.js';

export interface LogFactsProps {
  readonly file: LogFile;
  readonly reading: Reading;
}

const KINDS = { netlog: 'NetLog', har: 'HAR', nel: 'Network Error Logging' } as const;
const SEEN = { netlog: 'log_events', har: 'map_requests', nel: 'log_reports' } as const;
const BROWSERS = { chromium: 'Chromium', firefox: 'Firefox', safari: 'Safari' } as const;

/** Which file this is, who wrote it, and which time it covers. */
export function LogFacts({
  file,
  reading: { kind, agent, creator, seen, from, to },
}: LogFactsProps): JSX.Element {
  const browser = agent.name === 'other' || agent.name === 'program' ? undefined : BROWSERS[agent.name];
  const writer = browser === undefined ? creator : `${browser} ${agent.version ?? ''}`.trim();
  return (
    <ul class="log-facts">
      <li>
        <Name>{file.name}</Name>
      </li>
      <li>{megabytes(file.size)}</li>
      <li translate={false}>{KINDS[kind]}</li>
      {writer !== undefined && (
        <li>
          <Name>{writer}</Name>
        </li>
      )}
      {from !== undefined && to !== undefined && (
        <li>
          <time dateTime={new Date(from).toISOString()}>{formatMoment(from)}</time>
          {' – '}
          <time dateTime={new Date(to).toISOString()}>{formatMoment(to)}</time>
        </li>
      )}
      <li>{plural(SEEN[kind], seen)}</li>
    </ul>
  );
}
