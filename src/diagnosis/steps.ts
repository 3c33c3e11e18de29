import { isIpLiteral } from '../model/authority.js';
import type { Confidence } from '../model/cause.js';
import type {
  Command,
  CommandPurpose,
  OperatorStep,
  PickOption,
  Step,
  StepAction,
  StepGroup,
} from '../model/step.js';
import { text } from '../model/text.js';
import { searchLog } from './commands.js';
import { requestAgain } from './common-steps.js';
import { knownBeyondPage } from './observed/beyond-page.js';
import { wereChecksRun } from './observed/checks.js';
import { recovered } from './observed/page.js';
import { byProgram } from './observed/program.js';
import { isWebSocket } from './observed/retry.js';
import { cdnAsked, gatewayName, knownGateway, refusedBehindGateway, siteGateway } from './observed/route.js';
import { PRODUCTS } from './products/index.js';
import type { Cause, Edit, Facts, Fix, Lines, Product, ProductMatch } from './types.js';

/** What only the browser that met the 421 can do. */
const BY_BROWSER: readonly StepAction['kind'][] = [
  ...(['retry_fresh', 'reload_past_cache', 'coalescing_off', 'run_checks'] as const),
];
const isForBrowser = ({ actions }: Step): boolean => actions.some(({ kind }) => BY_BROWSER.includes(kind));

/**
 * The cause's steps and the recognised products' fixes. For the visitor the cause's own. The operator's come in groups:
 * what fixes it, what confirms it, and what proves the fix; where the finding is only possible, what confirms it comes
 * first.
 */
export function stepsOf(cause: Cause, facts: Facts, confidence: Confidence): readonly Step[] {
  const own = cause.steps(facts).filter((step) => !byProgram(facts) || !isForBrowser(step));
  const ownIn = (wanted: StepGroup): readonly OperatorStep[] =>
    own.flatMap((step) => (step.audience === 'operator' && step.group === wanted ? [step] : []));
  const lines = [...gatewayFixes(cause, facts), ...responderFixes(cause, facts)];
  const harmless = lines.filter(({ lowersSecurity }) => lowersSecurity === undefined);
  const fix = [...harmless.map(asAlternative), ...ownFixes(ownIn('fix'), harmless)];
  const confirm = [...logStep(facts), ...ownIn('confirm')];
  const proofs = ownIn('verify');
  const verify = proofs.length > 0 ? proofs : [requestAgain(facts)];
  const sure = confidence === 'possible' ? [...confirm, ...fix, ...verify] : [...fix, ...confirm, ...verify];
  return [
    ...own.filter((step) => step.audience === 'visitor' && !isDone(step, facts)),
    ...sure,
    ...(sure.length < BEFORE_LOWERING
      ? []
      : lines.flatMap((step) =>
          step.lowersSecurity === undefined ? [] : [{ ...step, group: 'last-resort' as const }],
        )),
    ...countAll(cause, facts),
  ];
}

/** What was tried already is not advised again: the browser's own retry where it recovered, and checks that ran. */
const isDone = ({ actions }: Step, facts: Facts): boolean =>
  actions.some(
    ({ kind }) =>
      (kind === 'retry_fresh' && recovered(facts)) || (kind === 'run_checks' && wereChecksRun(facts)),
  );

/** So many other steps stand before one that lowers security; where there are fewer, it is not offered. */
const BEFORE_LOWERING = 3;

const asAlternative = (step: OperatorStep, at: number): OperatorStep =>
  at === 0 ? step : { ...step, alternative: true };

/**
 * What the cause itself says to fix: in general words only where no product's lines say it. Its steps are done in turn,
 * but together they are another way than the lines.
 */
function ownFixes(own: readonly OperatorStep[], lines: readonly OperatorStep[]): readonly OperatorStep[] {
  const said = lines.some(({ actions, workaround }) => actions.length > 0 && workaround === undefined);
  return own
    .filter(({ actions }) => !said || actions.length > 0)
    .map((step, at) => (lines.length > 0 && at === 0 ? { ...step, alternative: true } : step));
}

/** The gateway's stand first, also where it does not show: it is usually the one to change. */
function gatewayFixes(cause: Cause, facts: Facts): OperatorStep[] {
  const gateway = knownGateway(facts);
  if (gateway === undefined) return gatewayAlternatives(cause, facts);
  const fixes = [
    ...fixesOf(gateway, 'gateway', cause, facts),
    ...variantsOf(gateway, 'gateway', cause, facts),
  ];
  return fixes.length === 0 ? gatewayInGeneral(cause, facts, []) : fixes;
}

/** Those of a responder that is only possible stand under that condition. */
function responderFixes(cause: Cause, facts: Facts): OperatorStep[] {
  const { responder } = facts;
  if (!responder) return [];
  const fixes = [
    ...fixesOf(responder, 'responder', cause, facts),
    ...variantsOf(responder, 'responder', cause, facts),
  ].map((step): OperatorStep => (cause.gatewayFix ? { ...step, workaround: true } : step));
  if (responder.sure !== 'possible') return fixes;
  // What lowers security is not offered on so little.
  const [first, ...more] = fixes.filter(({ lowersSecurity }) => lowersSecurity === undefined);
  if (!first) return [];
  return [
    {
      id: 'if-responder-is',
      audience: 'operator',
      group: 'fix',
      ...(first.workaround ? { workaround: true } : {}),
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
): OperatorStep[] {
  if (variant) return [];
  const options = product.variants.flatMap(({ name, fixes }): PickOption[] => {
    const actions = fixes
      .filter((fix) => fix.lowersSecurity === undefined && applies(fix, role, cause, facts))
      .flatMap((fix) => linesOf(name, fix, facts));
    return actions.length === 0 ? [] : [{ name, actions }];
  });
  return options.length === 0
    ? []
    : [
        {
          id: `if-${role}-variant-is`,
          audience: 'operator',
          group: 'fix',
          title: text('step_if_variant_is', product.name),
          actions: [{ kind: 'pick', options }],
        },
      ];
}

/** A variant's fixes first: they name the very files of that packaging. */
const fixesOf = (
  { product, variant }: ProductMatch,
  role: Fix['role'],
  cause: Cause,
  facts: Facts,
): OperatorStep[] =>
  [
    ...(variant ? variant.fixes.map((fix) => ({ fix, actions: linesOf(variant.name, fix, facts) })) : []),
    ...product.fixes.map((fix) => ({ fix, actions: actionsOf(product, fix, facts) })),
  ]
    .filter(({ fix }) => applies(fix, role, cause, facts))
    .map(({ fix, actions }) => ({
      id: fix.id,
      audience: 'operator',
      group: 'fix',
      title: fix.title,
      ...(fix.detail ? { detail: fix.detail } : {}),
      ...(fix.lowersSecurity ? { lowersSecurity: fix.lowersSecurity } : {}),
      actions,
    }));

const applies = (fix: Fix, role: Fix['role'], cause: Cause, facts: Facts): boolean =>
  fix.role === role &&
  fix.causes.includes(cause.id) &&
  // A CDN behind a gateway is somebody else's; any other server may be.
  (role === 'responder' || fix.foreignUpstream === true || cdnAsked(facts) === undefined) &&
  (fix.when?.(facts) ?? true) &&
  (fix.lowersSecurity === undefined || knownBeyondPage(facts));

/** The lines of a fix, with the commands that find their place, test them and make them count. */
const actionsOf = ({ name, operation }: Product, fix: Lines, facts: Facts): readonly StepAction[] =>
  operation === undefined
    ? linesOf(name, fix, facts)
    : [
        ...(fix.look === undefined ? [] : [commandFor('find', operation.find(fix.look))]),
        ...linesOf(name, fix, facts),
        commandFor('test', operation.test),
        commandFor('reload', operation.reload),
      ];

const commandFor = (purpose: CommandPurpose, command: Command): StepAction => ({
  kind: 'command',
  command,
  purpose,
});

const linesOf = (product: string, fix: Lines, facts: Facts): readonly StepAction[] =>
  [fix, ...(fix.also ?? [])].map((edit) => configOf(product, edit, fix, facts));

const configOf = (
  product: string,
  { place, target, lines }: Edit,
  { standing, source }: Pick<Lines, 'standing' | 'source'>,
  { authority }: Facts,
): StepAction => ({
  kind: 'config',
  config: {
    product,
    ...(place ? { place } : {}),
    target,
    lines: lines(authority.host, authority),
    standing,
    source,
  },
});

/** Where no gateway shows but one must be there, the lines of those that are usually in that place. */
export function gatewayAlternatives(cause: Cause, facts: Facts): OperatorStep[] {
  return gatewayInGeneral(
    cause,
    facts,
    PRODUCTS.filter(({ commonGateway }) => commonGateway !== undefined)
      .toSorted((a, b) => (a.commonGateway ?? 0) - (b.commonGateway ?? 0))
      .flatMap((product) => firstGatewayFix(product, cause, facts)),
  );
}

/** What a gateway has to do, in the cause's own words. */
function gatewayInGeneral(cause: Cause, facts: Facts, options: readonly PickOption[]): OperatorStep[] {
  if (!cause.gatewayFix) return [];
  return [
    {
      id: 'if-gateway-is',
      audience: 'operator',
      group: 'fix',
      // A CDN behind the gateway knows its site by its own name.
      ...(cdnAsked(facts)
        ? { title: text('fix_foreign_upstream'), detail: text('fix_foreign_upstream_detail') }
        : { title: cause.gatewayFix(gatewayName(facts)) }),
      ...(knownGateway(facts) ? {} : { note: text('step_if_gateway_is_detail') }),
      actions: options.length === 0 ? [] : [{ kind: 'pick', options }],
    },
  ];
}

function firstGatewayFix(product: Product, cause: Cause, facts: Facts): PickOption[] {
  const fix = product.fixes.find(
    (candidate) => candidate.lowersSecurity === undefined && applies(candidate, 'gateway', cause, facts),
  );
  return fix ? [{ name: product.name, actions: actionsOf(product, fix, facts) }] : [];
}

/**
 * What the one who wrote the 421 also wrote into its log. Browsers retry, so there are two lines for each. Where the line
 * can be pasted it settles who wrote the 421, so a responder that is only possible is reason enough to look.
 */
function logStep(facts: Facts): OperatorStep[] {
  const { responder } = facts;
  const log = responder?.product.log;
  if (!log || (responder.sure === 'possible' && !log.pasted)) return [];
  return [
    {
      id: 'search-log',
      audience: 'operator',
      group: 'confirm',
      title: text('step_search_log', log.look),
      detail: log.text,
      ...(isWebSocket(facts) || byProgram(facts) ? {} : { note: text('step_count_twice') }),
      actions: [
        ...(log.level ? [configOf(responder.product.name, log.level, log.level, facts)] : []),
        ...log.places.map((place): StepAction => ({ kind: 'command', command: searchLog(log.look, place) })),
        ...(log.pasted ? [{ kind: 'paste_log' as const }] : []),
      ],
    },
  ];
}

/**
 * Reports of all visitors' browsers, hidden 421s among them. Only where the host also gives good responses, for a browser
 * takes the fields from those alone; to https only, and never of WebSockets.
 */
function countAll(cause: Cause, facts: Facts): OperatorStep[] {
  const { authority } = facts;
  const served = cause.refusesSome === true || recovered(facts);
  if (!served || authority.scheme !== 'https' || isIpLiteral(authority.host)) return [];
  if (isWebSocket(facts) || byProgram(facts)) return [];
  const met = siteGateway(facts) ?? refusedBehindGateway(facts) ?? facts.responder;
  const own = met && met.sure !== 'possible' && met.product.reporting ? [met.product] : PRODUCTS;
  const options = own.flatMap((product): PickOption[] =>
    product.reporting ? [{ name: product.name, actions: actionsOf(product, product.reporting, facts) }] : [],
  );
  const [first, ...more] = options;
  if (first === undefined) return [];
  return [
    {
      id: 'count-all-visitors',
      audience: 'operator',
      group: 'count',
      title: text('step_count_all'),
      detail: text('step_count_all_detail', authority.host),
      note: text('step_count_all_note'),
      actions: [
        ...(more.length === 0 ? first.actions : [{ kind: 'pick' as const, options }]),
        ...PRODUCTS.flatMap((product) =>
          product.collector ? actionsOf(product, product.collector, facts) : [],
        ),
      ],
    },
  ];
}
