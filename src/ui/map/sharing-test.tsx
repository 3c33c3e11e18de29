import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { requestOnNeighbour } from '../../diagnosis/commands.js';
import { t } from '../../i18n/i18n.js';
import { elide } from '../../model/elide.js';
import type { MessageKey } from '../../model/text.js';
import type { SharingWarning } from '../../sources/log/map/connection-map.js';
import { CommandBlock } from '../steps/command-block.js';
import { visible } from '../visible.js';

/** The request that a browser sends when it shares a connection between two of the hosts; the reader says which. */
export function SharingTest({
  warning: { hosts, together, address, port },
}: {
  readonly warning: SharingWarning;
}): JSX.Element | null {
  const [opened, setOpened] = useState(hosts[0] ?? '');
  // What was not seen together yet is what is worth a test.
  const [asked, setAsked] = useState(
    () => hosts.find((host) => host !== opened && !together.includes(host)) ?? hosts[1] ?? '',
  );
  const others = hosts.filter((host) => host !== opened);
  const other = others.includes(asked) ? asked : (others[0] ?? '');
  if (opened === '' || other === '') return null;
  return (
    <div class="map-test">
      <HostPicker name="map_test_opened" value={opened} hosts={hosts} choose={setOpened} />
      <HostPicker name="map_test_asked" value={other} hosts={others} choose={setAsked} />
      <CommandBlock command={requestOnNeighbour({ scheme: 'https', host: other, port }, opened, address)} />
      <p class="soft">{t('map_test_means')}</p>
    </div>
  );
}

interface HostPickerProps {
  readonly name: MessageKey;
  readonly value: string;
  readonly hosts: readonly string[];
  readonly choose: (host: string) => void;
}

const HostPicker = ({ name, value, hosts, choose }: HostPickerProps): JSX.Element => (
  <label>
    <span>{t(name)}</span>
    <select dir="ltr" translate={false} value={value} onChange={(event) => choose(event.currentTarget.value)}>
      {hosts.map((host) => (
        <option key={host} value={host}>
          {elide(visible(host), 80)}
        </option>
      ))}
    </select>
  </label>
);
