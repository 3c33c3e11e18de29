import type { JSX } from 'preact';
import { formatMoment, plural, t } from '../../../i18n/i18n.js';
import type { Occurrence, Protocol } from '../../../model/exchange.js';
import type { Incident } from '../../../model/incident.js';
import { knownValue } from '../../../model/known.js';
import { responseProtocol } from '../../../model/response-protocol.js';
import { Name } from '../../../ui/facts/name.js';
import { StatusView } from '../../../ui/incident/status-view.js';

/** Proper names, the same in every language. */
const PROTOCOLS: Readonly<Record<Protocol, string>> = {
  'http/1.1': 'HTTP/1.1',
  h2: 'HTTP/2',
  h3: 'HTTP/3',
  'h2-or-h3': 'HTTP/2?, HTTP/3?',
  unknown: '',
};

/** Path without its query, which may hold secrets that nobody wants on a screenshot. */
function pathOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, search } = new URL(url);
  return search === '' ? pathname : `${pathname}?…`;
}

function Item({ occurrence }: { readonly occurrence: Occurrence }): JSX.Element {
  const { exchange, outcome } = occurrence;
  const { time, request, response } = exchange;
  const protocol = PROTOCOLS[responseProtocol(occurrence)];
  return (
    <li>
      <time dateTime={new Date(time).toISOString()}>{formatMoment(time)}</time>
      <StatusView status={outcome} />
      <span class="occurrences-request">
        <Name>{`${request.method} ${pathOf(request.url)}`.trim()}</Name>
      </span>
      <span class="soft">
        {t(`ui_type_${request.type}`)}
        {protocol !== '' && (
          <>
            {' · '}
            <bdi translate={false}>{protocol}</bdi>
          </>
        )}
        {response.address.known && (
          <>
            {' · '}
            <Name>{knownValue(response.address) ?? ''}</Name>
          </>
        )}
      </span>
    </li>
  );
}

/** Each occurrence that is kept, the latest first: to be compared with a server's log. */
export function Occurrences({
  incident: { occurrences, count },
}: {
  readonly incident: Incident;
}): JSX.Element {
  const older = count - occurrences.length;
  return (
    <>
      <ol class="occurrences" reversed>
        {occurrences.toReversed().map((occurrence, index) => (
          <Item key={index} occurrence={occurrence} />
        ))}
      </ol>
      {older > 0 && <p class="history-note">{plural('history_undated', older)}</p>}
    </>
  );
}
