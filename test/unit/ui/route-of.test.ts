import { describe, expect, it } from 'vitest';
import type { Label, Mark, Route } from '../../../src/diagnosis/route/route.js';
import { routeOf } from '../../../src/diagnosis/route/route-of.js';
import { CAUSE_IDS, type CauseId, type Confidence } from '../../../src/model/cause.js';
import type { Diagnosis, Finding, RecognisedProduct } from '../../../src/model/diagnosis.js';
import type { Incident } from '../../../src/model/incident.js';
import { text } from '../../../src/model/text.js';
import { incidentOf, type OccurrenceSketch } from '../../fixtures/build.js';
import { neighbour } from '../diagnosis/read.js';

const product = (id: string, name: string): RecognisedProduct => ({
  id,
  name,
  by: text('ui_yes'),
  sure: 'certain',
});
const nginx = product('nginx', 'nginx');
const apache = product('apache', 'Apache httpd');

interface Case {
  readonly cause: CauseId;
  readonly confidence?: Confidence;
  readonly gateways?: readonly RecognisedProduct[];
  readonly responder?: RecognisedProduct;
  readonly sketch?: OccurrenceSketch;
  readonly neighbours?: readonly string[];
  readonly opener?: string;
}

function draw({
  cause,
  confidence = 'likely',
  gateways = [],
  responder,
  sketch = {},
  neighbours = [],
  opener,
}: Case): Route {
  const incident: Incident = incidentOf(sketch, {
    neighbours: neighbours.map((host) => neighbour(host)),
  });
  const finding: Finding = {
    cause,
    hop: 'unknown',
    fixedBy: 'operator',
    confidence,
    score: 5,
    headline: text('ui_yes'),
    verdict: text('ui_yes'),
    visitor: text('ui_yes'),
    operator: text('ui_yes'),
    evidence: [],
    steps: [],
  };
  const diagnosis: Diagnosis = {
    findings: [finding],
    ruledOut: [],
    gateways,
    ...(responder ? { responder } : {}),
    ...(opener ? { opener } : {}),
  };
  return routeOf(incident, finding, diagnosis);
}

const written = (label: Label): string => ('proper' in label ? label.proper : label.key);
const nodes = ({ start, hops }: Route): string[] =>
  [start, ...hops.flatMap(({ to }) => [...to])].map(({ name }) => written(name));
const marks = ({ hops }: Route): Mark[] =>
  hops.flatMap(({ edge, to }) => [edge.mark, ...to.map(({ mark }) => mark)]);
const notes = ({ hops }: Route): string[] =>
  hops.flatMap(({ edge }) => edge.notes.map(({ label }) => written(label)));

describe('routeOf', () => {
  it.each(CAUSE_IDS)('marks one break where it is likely, and none where nothing is known: %s', (cause) => {
    const all = marks(draw({ cause, gateways: [nginx], responder: apache }));
    expect(all.filter((mark) => mark === 'broken')).toHaveLength(cause === 'unknown' ? 0 : 1);
    expect(all).not.toContain('supposed');
  });

  it.each(CAUSE_IDS.filter((cause) => cause !== 'unknown'))(
    'only supposes where it is possible: %s',
    (cause) => {
      const all = marks(draw({ cause, confidence: 'possible' }));
      expect(all.filter((mark) => mark === 'supposed')).toHaveLength(1);
      expect(all).not.toContain('broken');
    },
  );

  it('puts the break between gateway and origin, under their own names', () => {
    const route = draw({ cause: 'origin-sni', gateways: [nginx], responder: apache });
    expect(nodes(route)).toEqual(['route_browser', 'nginx', 'Apache httpd']);
    expect(marks(route)).toEqual(['passed', 'passed', 'broken', 'refused']);
    expect(notes(route)).toEqual(['shop.example', 'route_note_tls_name_unlike_host']);
  });

  it('draws a gateway that does not show itself, and says so', () => {
    const [gateway] = draw({ cause: 'origin-sni', responder: apache }).hops;
    expect(gateway?.to[0]).toMatchObject({
      name: { key: 'route_gateway' },
      role: { key: 'route_role_not_recognised' },
    });
  });

  it('puts two letters into one pipe for a shared connection', () => {
    const route = draw({
      cause: 'coalesced-connection',
      responder: apache,
      neighbours: ['www.example', 'old.example'],
    });
    expect(route.hops[0]?.edge.shared).toEqual([{ proper: 'www.example' }, { proper: 'shop.example' }]);
    const proven = draw({
      cause: 'coalesced-connection',
      neighbours: ['www.example', 'old.example'],
      opener: 'old.example',
    });
    expect(proven.hops[0]?.edge.shared?.[0]).toEqual({ proper: 'old.example' });
    const alone = draw({ cause: 'coalesced-connection', responder: apache });
    expect(alone.hops[0]?.edge.shared?.[0]).toEqual({ key: 'route_another_host' });
  });

  it('forks where one address leads to several servers', () => {
    expect(draw({ cause: 'balancer-inconsistent' }).hops.at(-1)?.to).toHaveLength(2);
    const stale = draw({ cause: 'stale-address', sketch: { address: '198.51.100.9' } });
    expect(nodes(stale)).toContain('198.51.100.9');
  });

  it('shows the proxy that the browser named, once', () => {
    const sketch: OccurrenceSketch = {
      proxy: { known: true, value: { type: 'http', host: 'proxy.example', port: 3128 } },
    };
    expect(nodes(draw({ cause: 'host-not-served', responder: nginx, sketch }))).toEqual([
      'route_browser',
      'route_proxy',
      'nginx',
    ]);
    const middlebox = draw({ cause: 'client-middlebox', responder: apache, sketch });
    expect(nodes(middlebox)).toEqual(['route_browser', 'route_proxy', 'Apache httpd']);
  });

  it('writes the port where the port is what matters, and the dot where it is the dot', () => {
    expect(
      notes(draw({ cause: 'port-in-host-check', sketch: { url: 'https://shop.example:8443/' } })),
    ).toEqual(['shop.example:8443']);
    expect(notes(draw({ cause: 'trailing-dot', sketch: { url: 'https://shop.example./' } }))).toEqual([
      'shop.example.',
    ]);
  });

  it('tells how a recovered request came back', () => {
    expect(
      draw({ cause: 'coalesced-connection', sketch: { outcome: 'recovered', status: 200 } }).back.key,
    ).toBe('route_back_recovered');
  });
});
