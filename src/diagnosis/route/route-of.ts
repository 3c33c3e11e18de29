import type { Diagnosis, Finding } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import { type Text, text } from '../../model/text.js';
import { causeOf } from '../causes/index.js';
import { hostLabel, pass } from './draw.js';
import { routeParts } from './parts.js';
import type { Hop, Label, Route } from './route.js';

const BACK: Readonly<Record<Incident['status'], Text>> = {
  misdirected: text('route_back_misdirected'),
  recovered: text('route_back_recovered'),
  suspected: text('route_back_suspected'),
};

/** The way of the incident's request, if this finding of its diagnosis is right. */
export function routeOf(incident: Incident, finding: Finding, diagnosis: Diagnosis): Route {
  const parts = routeParts(incident, finding, diagnosis);
  const { hops, caption, drawsProxy } = causeOf(finding.cause).route(parts);
  const [start, ...more] = parts.before;
  // A proxy is drawn once: as the middlebox itself where that is the finding.
  const between = drawsProxy ? [] : more.map(pass);
  return {
    start,
    hops: addressed([...between, ...hops], parts.host),
    back: BACK[incident.status],
    ...(caption && { caption }),
  };
}

/** The letter leaves the browser with the host's name on it, unless the cause has more to say of that edge. */
function addressed(hops: readonly Hop[], host: Label): Hop[] {
  return hops.map((hop, index) =>
    index === 0 && hop.edge.notes.length === 0
      ? { ...hop, edge: { ...hop.edge, notes: [hostLabel(host)] } }
      : hop,
  );
}
