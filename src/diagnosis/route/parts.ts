import { hostFieldOf } from '../../model/authority.js';
import type { Diagnosis, Finding } from '../../model/diagnosis.js';
import { elide } from '../../model/elide.js';
import { type Incident, leadingOccurrence } from '../../model/incident.js';
import { knownValue } from '../../model/known.js';
import { text } from '../../model/text.js';
import { type Label, type Mark, proper, type RouteNode } from './route.js';

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
  readonly before: readonly [RouteNode, ...RouteNode[]];
  /** Recognised gateways, nearest to the browser first; at most two, so that the picture stays legible. */
  readonly gateways: readonly RouteNode[];
  /** Name of the program that wrote the 421, if that shows. */
  readonly responder: Label | undefined;
  /** Broken, or supposed where the finding is only possible. */
  readonly break: Mark;
}

export function routeParts(incident: Incident, finding: Finding, diagnosis: Diagnosis): RouteParts {
  const response = leadingOccurrence(incident)?.exchange.response;
  const proxy = response && knownValue(response.proxy);
  const address = response && knownValue(response.address);
  const neighbour = diagnosis.opener ?? incident.neighbours[0]?.host;
  const browser: RouteNode = { kind: 'browser', name: text('route_browser'), mark: 'passed' };
  const [first, ...others] = diagnosis.gateways;
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
    gateways: [first, last]
      .filter((gateway) => gateway !== undefined)
      .map((gateway) => ({
        kind: 'gateway',
        name: gateway.unnamed ? text('route_gateway') : proper(gateway.name),
        role: text(gateway.unnamed ? 'route_role_not_recognised' : 'route_role_gateway'),
        mark: 'passed',
      })),
    responder: diagnosis.responder && proper(diagnosis.responder.name),
    break: finding.confidence === 'possible' ? 'supposed' : 'broken',
  };
}
