import { signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Incident } from '../../model/incident.js';
import { isOwnHost } from '../../model/own-host.js';
import type { Audience } from '../../model/step.js';
import { send } from '../../platform/send.js';

/**
 * What kind of page it is. `recorded`: its incidents are the background's, which keeps the choice with them. `tools`: a page
 * for who looks after servers; it opens for operators, and a choice made there holds there.
 */
export type ReaderPlace = 'recorded' | 'tools';

const Place = createContext<ReaderPlace>('recorded');

export const ReaderPlaceProvider = Place.Provider;

/** Of a page with one switch for all: the incident whose reader counts. */
const Lead = createContext<Incident | undefined>(undefined);

export const ReaderLeadProvider = Lead.Provider;

/** What was chosen in this page, by incident. */
const chosen = signal<ReadonlyMap<string, Audience>>(new Map());

function readerOf({ id, reader, authority }: Incident, place: ReaderPlace): Audience {
  const here = chosen.value.get(id);
  if (here !== undefined) return here;
  if (place === 'tools') return 'operator';
  return reader ?? (isOwnHost(authority.host) ? 'operator' : 'visitor');
}

/** Whom the page speaks to of an incident: as chosen for it, else as its host suggests. */
export function useReader(incident: Incident): Audience {
  const lead = useContext(Lead);
  return readerOf(lead ?? incident, useContext(Place));
}

/** Changes that for the incidents that a page shows together. */
export function useChooseReader(incidents: readonly Incident[]): (reader: Audience) => void {
  const place = useContext(Place);
  return (reader) => {
    const ids = incidents.map(({ id }) => id);
    chosen.value = new Map([...chosen.value, ...ids.map((id) => [id, reader] as const)]);
    // Not kept, it still holds for this page.
    if (place === 'recorded') void send('choose-reader', { ids, reader }).catch(() => undefined);
  };
}
