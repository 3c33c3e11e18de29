import type { JSX } from 'preact';
import { formatNumber, plural, t } from '../../i18n/i18n.js';
import { elide } from '../../model/elide.js';
import type { MapHost } from '../../sources/log/map/connection-map.js';
import { Breakable } from '../breakable.js';
import { Icon } from '../icon.js';
import { hostName } from './names.js';

/** Characters of a host name on an envelope; it stands in full in the table. */
const FITTING = 60;

export interface HostLabelProps {
  readonly host: MapHost;
  readonly secure: boolean;
  /** Other hosts are in the same pipe, so that it matters for whom it was opened. */
  readonly shared: boolean;
}

/** A host in the pipe of a connection: an envelope with its name, and what is the matter with it. */
export function HostLabel({ host, secure, shared }: HostLabelProps): JSX.Element {
  const name = hostName(host, secure);
  const refused = host.misdirected > 0;
  return (
    <li class="map-host-label" data-refused={refused} data-opener={host.opener === true}>
      <Icon name="envelope" />
      <bdi dir="ltr" translate={false} title={name.length > FITTING ? name : undefined}>
        <Breakable name={elide(name, FITTING)} />
      </bdi>
      <span class="map-count" aria-hidden="true">
        ×{formatNumber(host.requests)}
      </span>
      <span class="visually-hidden">{plural('map_requests', host.requests)}</span>
      {host.opener && shared && <span class="map-tag">{t('map_opener')}</span>}
      {host.covered === false && <span class="map-tag map-tag-odd">{t('map_not_covered')}</span>}
      {refused && <Refused host={host} />}
    </li>
  );
}

/** The postmark of a refusal: a cross in a ring, the number, and for those who hear it the whole sentence. */
const Refused = ({ host: { misdirected, hidden } }: { readonly host: MapHost }): JSX.Element => (
  <span class="map-refused">
    <span aria-hidden="true">
      <span class="map-cross">
        <Icon name="cross" />
      </span>
      421{misdirected > 1 && ` ×${formatNumber(misdirected)}`}
    </span>
    <span class="visually-hidden">
      {plural('map_refused', misdirected)}
      {hidden > 0 && ` ${plural('map_refused_hidden', hidden)}`}
    </span>
    {hidden > 0 && (
      <span class="map-hidden" aria-hidden="true">
        {hidden === misdirected ? t('map_hidden') : t('map_hidden_some', formatNumber(hidden))}
      </span>
    )}
  </span>
);
