import type { JSX } from 'preact';
import { formatMoment, plural, t } from '../../../i18n/i18n.js';
import type { Occurrence, Protocol } from '../../../model/exchange.js';
import type { Incident } from '../../../model/incident.js';
import { knownValue } from '../../../model/known.js';
import { PROTOCOL_NAMES } from '../../../model/protocol.js';
import { responseProtocol } from '../../../model/response-protocol.js';
import { Name, RequestName } from '../../../ui/facts/name.js';
import { StatusView } from '../../../ui/incident/status-view.js';
import { sourceName } from '../source-name.js';

function shortName(protocol: Protocol): string {
  if (protocol === 'unknown') return '';
  if (protocol === 'h2-or-h3') return `${PROTOCOL_NAMES.h2}?, ${PROTOCOL_NAMES.h3}?`;
  return PROTOCOL_NAMES[protocol];
}

function Item({ occurrence }: { readonly occurrence: Occurrence }): JSX.Element {
  const { exchange, outcome } = occurrence;
  const { time, request, response } = exchange;
  const protocol = shortName(responseProtocol(occurrence));
  return (
    <li>
      <time dateTime={new Date(time).toISOString()}>{formatMoment(time)}</time>
      <StatusView status={outcome} />
      <span class="occurrences-request">
        <RequestName request={request} />
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
        {occurrence.source !== undefined && (
          <>
            {' · '}
            <bdi>{sourceName(occurrence.source)}</bdi>
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
