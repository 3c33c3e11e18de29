import type { Confidence } from '../model/cause.js';
import type { Step, StepAction } from '../model/step.js';
import { text } from '../model/text.js';
import { searchLog } from './commands.js';
import { knownBeyondPage } from './observed/beyond-page.js';
import { comparesSniWithHost } from './observed/page.js';
import { isWebSocket } from './observed/retry.js';
import { cdnAsked, knownGateway } from './observed/route.js';
import { PRODUCTS } from './products/index.js';
import type { Cause, Facts, Fix, Product, ProductMatch } from './types.js';

/**
 * The cause's steps and the recognised products' fixes, in order of usefulness. For the visitor the cause's own.
 * For the operator the lines that fix it come first where the finding is clear; where it is only possible, what
 * confirms it comes first.
 */
export function stepsOf(cause: Cause, facts: Facts, confidence: Confidence): readonly Step[] {
  const own = cause.steps(facts);
  const visitor = own.filter(({ audience }) => audience === 'visitor');
  const operator = own.filter(({ audience }) => audience === 'operator');
  const fixing = [...gatewayFixes(cause, facts), ...responderFixes(cause, facts)];
  const logs = logStep(facts);
  return [
    ...visitor,
    ...loweringLate(
      confidence === 'possible' ? [...logs, ...operator, ...fixing] : [...fixing, ...logs, ...operator],
    ),
  ];
}

/** So many other steps stand before one that lowers security; where there are fewer, it is not offered. */
const BEFORE_LOWERING = 3;

function loweringLate(steps: readonly Step[]): readonly Step[] {
  const others = steps.filter(({ lowersSecurity }) => lowersSecurity === undefined);
  return others.length < BEFORE_LOWERING
    ? others
    : [...others, ...steps.filter(({ lowersSecurity }) => lowersSecurity !== undefined)];
}

/** The gateway's stand first, also where it does not show: it is usually the one to change. */
function gatewayFixes(cause: Cause, facts: Facts): Step[] {
  const gateway = knownGateway(facts);
  return gateway
    ? [...fixesOf(gateway, 'gateway', cause, facts), ...variantsOf(gateway, 'gateway', cause, facts)]
    : alternatives(cause, facts);
}

/** Those of a responder that is only possible stand under that condition. */
function responderFixes(cause: Cause, facts: Facts): Step[] {
  const { responder } = facts;
  if (!responder) return [];
  const fixes = [
    ...fixesOf(responder, 'responder', cause, facts),
    ...variantsOf(responder, 'responder', cause, facts),
  ];
  if (responder.sure !== 'possible') return fixes;
  // What lowers security is not offered on so little.
  const [first, ...more] = fixes.filter(({ lowersSecurity }) => lowersSecurity === undefined);
  if (!first) return [];
  return [
    {
      id: 'if-responder-is',
      audience: 'operator',
      title: text('step_if_responder_is', responder.product.name),
      ...(first.detail ? { detail: first.detail } : {}),
      actions: [first, ...more].flatMap(({ actions }) => actions),
    },
  ];
}

/** Most repackagings do not show from outside: the lines of each for its own files, where none was recognised. */
function variantsOf(
  { product, variant }: ProductMatch,
  role: Fix['role'],
  cause: Cause,
  facts: Facts,
): Step[] {
  if (variant) return [];
  const actions = product.variants.flatMap(({ name, fixes }) =>
    fixes
      .filter((fix) => fix.lowersSecurity === undefined && applies(fix, role, cause, facts))
      .map((fix) => configOf(name, fix, facts)),
  );
  return actions.length === 0
    ? []
    : [
        {
          id: `if-${role}-variant-is`,
          audience: 'operator',
          title: text('step_if_variant_is', product.name),
          actions,
        },
      ];
}

/** A variant's fixes first: they name the very files of that packaging. */
const fixesOf = ({ product, variant }: ProductMatch, role: Fix['role'], cause: Cause, facts: Facts): Step[] =>
  [
    ...(variant ? variant.fixes.map((fix) => ({ fix, name: variant.name })) : []),
    ...product.fixes.map((fix) => ({ fix, name: product.name })),
  ]
    .filter(({ fix }) => applies(fix, role, cause, facts))
    .map(({ fix, name }) => ({
      id: fix.id,
      audience: 'operator',
      title: fix.title,
      ...(fix.detail ? { detail: fix.detail } : {}),
      ...(fix.lowersSecurity ? { lowersSecurity: fix.lowersSecurity } : {}),
      actions: [configOf(name, fix, facts)],
    }));

const applies = (fix: Fix, role: Fix['role'], cause: Cause, facts: Facts): boolean =>
  fix.role === role &&
  fix.causes.includes(cause.id) &&
  (role === 'responder' || (fix.foreignUpstream === true) === (cdnAsked(facts) !== undefined)) &&
  (fix.when?.(facts) ?? true) &&
  (fix.lowersSecurity === undefined || knownBeyondPage(facts));

const configOf = (product: string, fix: Fix, { authority }: Facts): StepAction => ({
  kind: 'config',
  config: {
    product,
    ...(fix.place ? { place: fix.place } : {}),
    lines: fix.lines(authority.host, authority),
    standing: fix.standing,
    source: fix.source,
  },
});

/** Where no gateway shows but one must be there, the lines of those that are usually in that place. */
function alternatives(cause: Cause, facts: Facts): Step[] {
  const hidden =
    cause.needsGateway === true && knownGateway(facts) === undefined && comparesSniWithHost(facts);
  return hidden ? gatewayLines(cause, facts) : [];
}

/** The lines of the usual gateways, for one that does not show itself. */
export function gatewayLines(cause: Cause, facts: Facts): Step[] {
  const actions = PRODUCTS.filter(({ commonGateway }) => commonGateway !== undefined)
    .toSorted((a, b) => (a.commonGateway ?? 0) - (b.commonGateway ?? 0))
    .flatMap((product) => firstGatewayFix(product, cause, facts));
  return actions.length === 0
    ? []
    : [
        {
          id: 'if-gateway-is',
          audience: 'operator',
          title: text('step_if_gateway_is'),
          detail: text('step_if_gateway_is_detail'),
          actions,
        },
      ];
}

function firstGatewayFix(product: Product, cause: Cause, facts: Facts): StepAction[] {
  const fix = product.fixes.find(
    (candidate) => candidate.lowersSecurity === undefined && applies(candidate, 'gateway', cause, facts),
  );
  return fix ? [configOf(product.name, fix, facts)] : [];
}

/**
 * What the one who wrote the 421 also wrote into its log. Browsers retry, so there are two lines for each. Where the line
 * can be pasted it settles who wrote the 421, so a responder that is only possible is reason enough to look.
 */
function logStep(facts: Facts): Step[] {
  const { responder } = facts;
  const log = responder?.product.log;
  return log && (responder.sure !== 'possible' || log.pasted)
    ? [
        {
          id: 'search-log',
          audience: 'operator',
          title: text('step_search_log', log.look),
          detail: log.text,
          actions: [
            ...log.places.map(
              (place): StepAction => ({
                kind: 'command',
                command: searchLog(log.look, place),
              }),
            ),
            ...(log.pasted ? [{ kind: 'paste_log' as const }] : []),
          ],
        },
        ...(isWebSocket(facts)
          ? []
          : [
              {
                id: 'count-twice',
                audience: 'operator' as const,
                title: text('step_count_twice'),
                actions: [],
              },
            ]),
      ]
    : [];
}
