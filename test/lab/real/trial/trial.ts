import { readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { diagnose } from '../../../../src/diagnosis/diagnose.js';
import type { HistoryPeriod } from '../../../../src/model/host-history.js';
import { aroundPlaceholders } from '../../../../src/model/placeholder.js';
import {
  type ConfigLines,
  groupsOf,
  type OperatorStep,
  type StepAction,
} from '../../../../src/model/step.js';
import { incidentOf, NOON, type OccurrenceSketch } from '../../../fixtures/build.js';
import type { RealLab } from '../lab.js';
import { LOOPBACK } from '../ports.js';
import type { ConfiguredServer, Machine, Scene } from '../scene.js';
import { hostsOf, type RealSite } from '../site.js';
import { SHOP } from '../sites/origin.js';
import { edited, targetsIn } from './edit.js';
import { asVisitor, atMachine } from './run.js';
import { type Visited, visit } from './visit.js';

/** What the operator of a site knows that no browser does. */
export interface Operator {
  /** The product to pick where several are offered. */
  readonly gateway?: string;
  /** Stands in the operator's own block where several are alike. */
  readonly mine?: RegExp;
  /** The host of the connection that the browser shares. */
  readonly opener?: string;
  /** Words of the right page; left out: the shop's. */
  readonly shows?: string;
}

/** How a trial went. */
export interface Outcome {
  /** The finding and the step that made the host answer. */
  readonly by?: { readonly cause: string; readonly confidence: string; readonly step: string };
  /** Steps with lines that were tried, in the order shown, and how each ended. */
  readonly tried: readonly string[];
}

const SERVERS: Readonly<Record<string, ConfiguredServer>> = {
  nginx: 'nginx',
  'Apache httpd': 'apache',
  Caddy: 'caddy',
  HAProxy: 'haproxy',
};

const MINUTE = 60_000;

/** ms until a reload must have taken effect. */
const RELOAD = 8000;

const addressOf = (url: string): string => {
  const { hostname } = new URL(url.replace(':{port}', ''));
  return isIP(hostname) > 0 ? hostname : LOOPBACK;
};

/** All requests of a site's visitors: the last one's responses, first try and retry, and how many were good before. */
async function visits(
  lab: RealLab,
  site: RealSite,
  opener?: string,
): Promise<{ readonly last: readonly Visited[]; readonly good: number }> {
  let last: readonly Visited[] = [];
  let good = 0;
  for (const one of site.visits) {
    if (typeof one !== 'string') {
      for (let n = 0; n < one.times; n++) await visit(lab, one.send);
      continue;
    }
    if (last.at(-1)?.status === 200) good++;
    const url = opener === undefined ? one : one.replace(opener, hostsOf(site.id).shop);
    const first = await visit(lab, url, opener);
    last = first.status === 421 && opener === undefined ? [first, await visit(lab, url)] : [first];
  }
  return { last, good };
}

/** What the browser that surfaces it saw: Chromium a 421, Firefox also the trace of one whose retry was answered. */
function sketchOf(seen: readonly Visited[], opener: string | undefined, good: Visited): OccurrenceSketch {
  const [first, last = first] = [seen[0], seen.at(-1)];
  if (!first || !last) throw new Error('nothing was visited');
  const surfaced = last.status !== 200 && opener === undefined;
  if (surfaced) {
    const { url, status, statusLine, headers, body } = last;
    const outcome = status === 421 ? 'misdirected' : 'suspected';
    return { url, outcome, status, statusLine, headers, body, protocol: 'http/1.1', address: LOOPBACK };
  }
  const typeOf = ({ headers }: Visited): string =>
    headers
      .find((line) => /^content-type:/i.test(line))
      ?.slice('content-type:'.length)
      .trim() ?? '';
  const answer = opener === undefined ? last : good;
  return {
    url: first.url,
    type: opener === undefined ? 'main_frame' : 'image',
    outcome: 'recovered',
    status: 200,
    statusLine: 'HTTP/2.0 200 OK',
    headers: [
      ...answer.headers.filter((line) => !/^content-type:/i.test(line)),
      `content-type: ${typeOf(first)},${typeOf(answer)}`,
    ],
    body: null,
    address: LOOPBACK,
  };
}

/** The actions of a step for the product that the operator runs. */
const actionsFor = (step: OperatorStep, gateway: string | undefined): readonly StepAction[] =>
  step.actions.flatMap((action) =>
    action.kind === 'pick'
      ? action.options.filter(({ name }) => name === gateway).flatMap(({ actions }) => actions)
      : [action],
  );

/** The lines with the operator's own addresses, names and files in them. */
function filled(scene: Scene, site: RealSite, block: string, lines: string): string {
  const certificate = scene.certificate('gateway' in site.certificates ? 'gateway' : 'www');
  const own: Readonly<Record<string, string | undefined>> = {
    ORIGIN_ADDRESS: LOOPBACK,
    ORIGIN_PORT: /127\.0\.0\.1:(\d+)/.exec(block)?.[1],
    UPSTREAM_NAME: hostsOf(site.id).shop,
    CA_FILE: scene.caFile,
    CERTIFICATE_FILE: certificate.chain,
    KEY_FILE: certificate.key,
  };
  return aroundPlaceholders(lines)
    .map((part, at) => (at % 2 === 0 ? part : (own[part] ?? part)))
    .join('');
}

/** Writes one edit into all the blocks that it means; gives the machines that it changed. */
function apply(scene: Scene, site: RealSite, config: ConfigLines, mine: RegExp | undefined): Machine[] {
  const server = SERVERS[config.product];
  if (server === undefined) return [];
  const { target } = config;
  const changed = scene.machines(server).filter((machine) => {
    let text = readFileSync(machine.file, 'utf8');
    const before = text;
    // From the last one on, so that the places of the others stay.
    for (const block of targetsIn(server, text, target, mine).toSorted((a, b) => b.start - a.start)) {
      text = edited(
        server,
        text,
        block,
        target,
        filled(scene, site, text.slice(block.start, block.end), config.lines),
      );
    }
    if (text !== before) writeFileSync(machine.file, text);
    return text !== before;
  });
  return changed;
}

/** Does what a step shows, from finding the file to the reload; says what went wrong, if anything did. */
async function follow(
  scene: Scene,
  site: RealSite,
  actions: readonly StepAction[],
  mine: RegExp | undefined,
): Promise<string | undefined> {
  const changed = new Set<Machine>();
  for (const action of actions) {
    if (action.kind !== 'config') continue;
    for (const machine of apply(scene, site, action.config, mine)) changed.add(machine);
  }
  if (changed.size === 0) return 'there is no such block';
  for (const machine of changed) {
    for (const action of actions) {
      if (action.kind !== 'command') continue;
      const { ended, output } = await atMachine(machine, action.command);
      if (!ended) return `${action.purpose} at ${machine.server}: ${output}`;
      // grep names no file where it searches one.
      if (action.purpose === 'find' && (machine.server === 'nginx' || machine.server === 'apache')) {
        if (!output.includes(machine.file)) return `the file is not found at ${machine.server}: ${output}`;
      }
    }
  }
  return undefined;
}

/** So many times all visits are made: kept connections to an origin may fit by chance. */
const ROUNDS = 3;

/** What speaks against it that every request of the site is answered rightly and the proof prints nothing but 200. */
async function doubtOf(
  lab: RealLab,
  scene: Scene,
  site: RealSite,
  steps: readonly OperatorStep[],
  { opener, shows = SHOP }: Operator,
): Promise<string | undefined> {
  const url = site.visits.find((one) => typeof one === 'string') ?? '';
  const address = `${addressOf(url)}:${url.startsWith('https:') ? lab.httpsPort : lab.httpPort}`;
  for (const { actions } of steps) {
    for (const action of actions) {
      if (action.kind !== 'command') continue;
      const { output } = await asVisitor(action.command, {
        folder: scene.folder,
        address,
        caFile: scene.caFile,
      });
      if (!/^(?:200\s*)+$/.test(output)) return `the proof prints ${output.trim()}`;
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    const [first] = (await visits(lab, site, opener)).last;
    if (first?.status !== 200) return `a visit is answered with ${first?.status}`;
    if (!first.body.includes(shows)) return 'another site answers';
  }
  return undefined;
}

/** The files of all machines, to go back to. */
const allFiles = (scene: Scene): ReadonlyMap<string, string> =>
  new Map(
    Object.values(SERVERS).flatMap((server) =>
      scene.machines(server).map(({ file }) => [file, readFileSync(file, 'utf8')] as const),
    ),
  );

/** Good responses, then the 421. */
const periodsAfter = (good: number): readonly HistoryPeriod[] => [
  { kind: 'answered', from: NOON - MINUTE, to: NOON - MINUTE, count: good },
  { kind: 'misdirected', from: NOON, to: NOON, count: 1 },
];

/** What a visitor's browser diagnoses of a site. */
async function diagnosed(lab: RealLab, site: RealSite, { opener }: Operator) {
  const { last: seen, good: before } = await visits(lab, site, opener);
  if (seen[0] === undefined || seen[0].status === 200) throw new Error(`${site.id} is answered well`);
  const good = opener === undefined ? seen[0] : await visit(lab, `https://${hostsOf(site.id).shop}/`);
  const sketch = sketchOf(seen, opener, good);
  const { url } = seen[0];
  const port = Number(new URL(url).port) || 443;
  const neighbours =
    opener === undefined
      ? []
      : [
          {
            host: opener,
            port,
            address: LOOPBACK,
            protocol: 'h2' as const,
            firstSeen: 0,
            lastSeen: 0,
            count: 1,
            lastStatus: 200,
            misdirected: 0,
          },
        ];
  const firefox = sketch.outcome === 'recovered';
  return diagnose(
    incidentOf(sketch, {
      ...(firefox ? { agent: { name: 'firefox', version: '153' } } : {}),
      ...(before === 0 ? {} : { periods: periodsAfter(before) }),
      neighbours,
    }),
  );
}

/**
 * An operator with a misconfigured site: what the browser shows is done step by step, and each step's end is the proof
 * that the same page shows. Where the cause is only possible, other possible causes are tried after the first.
 */
export async function tryFixes(lab: RealLab, site: RealSite, operator: Operator): Promise<Outcome> {
  const scene = await lab.start(site);
  const tried: string[] = [];
  try {
    const { findings } = await diagnosed(lab, site, operator);
    for (const { cause, confidence, steps } of findings) {
      const groups = groupsOf(steps);
      const inGroup = (wanted: string) => groups.find(({ group }) => group === wanted)?.steps ?? [];
      for (const step of inGroup('fix')) {
        const actions = actionsFor(step, operator.gateway);
        if (!actions.some(({ kind }) => kind === 'config')) continue;
        const before = allFiles(scene);
        let failed = await follow(scene, site, actions, operator.mine);
        const late = Date.now() + RELOAD;
        while (failed === undefined) {
          const missing = await doubtOf(lab, scene, site, inGroup('verify'), operator);
          if (missing === undefined) return { by: { cause, confidence, step: step.id }, tried };
          if (Date.now() > late) failed = missing;
          else await sleep(100);
        }
        tried.push(`${cause} ${step.id}: ${failed}`);
        for (const [file, text] of before) writeFileSync(file, text);
        await reloadAll(scene, actions);
      }
      if (confidence !== 'possible') break;
    }
    return { tried };
  } finally {
    await scene.stop();
  }
}

/** Back to where it was, with the step's own reload. */
async function reloadAll(scene: Scene, actions: readonly StepAction[]): Promise<void> {
  for (const action of actions) {
    if (action.kind !== 'config') continue;
    const server = SERVERS[action.config.product];
    const reload = actions.find((one) => one.kind === 'command' && one.purpose === 'reload');
    if (server === undefined || reload?.kind !== 'command') continue;
    for (const machine of scene.machines(server)) await atMachine(machine, reload.command);
  }
}
