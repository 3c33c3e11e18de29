import { hostFieldOf } from '../../model/authority.js';
import type { Diagnosis, Finding } from '../../model/diagnosis.js';
import { type Incident, leadingOccurrence } from '../../model/incident.js';
import { knownValue } from '../../model/known.js';
import { text } from '../../model/text.js';
import { elide } from '../visible.js';
import { type Label, type Mark, proper, type Station } from './route.js';

/** Host names longer than this lose their middle on the picture; they stand in full under "The connection". */
const LONGEST_NAME = 34;

/** What the picture of any cause is put together from. */
export interface RouteParts {
  readonly host: Label;
  /** Host as the Host header carries it, with a port that is not the default. */
  readonly hostField: Label;
  readonly address: Label | undefined;
  /** The host that the connection was opened for; where that is not known, the one seen last at the same address. */
  readonly neighbour: Label;
  /** The browser, and the proxy that the browser itself names. */
  readonly before: readonly [Station, ...Station[]];
  /** Recognised fronts, nearest to the browser first; at most two, so that the picture stays legible. */
  readonly fronts: readonly Station[];
  /** Name of the program that wrote the 421, if that shows. */
  readonly emitter: Label | undefined;
  /** Broken, or supposed where the finding is only possible. */
  readonly break: Mark;
}

export function routeParts(incident: Incident, finding: Finding, diagnosis: Diagnosis): RouteParts {
  const answer = leadingOccurrence(incident)?.exchange.answer;
  const proxy = answer && knownValue(answer.proxy);
  const address = answer && knownValue(answer.address);
  const neighbour = diagnosis.opener ?? incident.neighbours[0]?.host;
  const browser: Station = { kind: 'browser', name: text('route_browser'), mark: 'passed' };
  const [first, ...others] = diagnosis.fronts;
  const last = others.at(-1);
  return {
    host: proper(elide(incident.authority.host, LONGEST_NAME)),
    hostField: proper(elide(hostFieldOf(incident.authority), LONGEST_NAME)),
    address: address === undefined ? undefined : proper(address),
    neighbour: neighbour ? proper(elide(neighbour, LONGEST_NAME)) : text('route_another_host'),
    before:
      proxy && proxy.type !== 'direct'
        ? [
            browser,
            {
              kind: 'network',
              name: text('route_proxy'),
              ...(proxy.host ? { role: proper(elide(proxy.host, LONGEST_NAME)) } : {}),
              mark: 'passed',
            },
          ]
        : [browser],
    fronts: [first, last]
      .filter((front) => front !== undefined)
      .map((front) => ({
        kind: 'front',
        name: front.unnamed ? text('route_front') : proper(front.name),
        role: text(front.unnamed ? 'route_role_not_recognised' : 'route_role_front'),
        mark: 'passed',
      })),
    emitter: diagnosis.emitter && proper(diagnosis.emitter.name),
    break: finding.confidence === 'possible' ? 'supposed' : 'broken',
  };
}
