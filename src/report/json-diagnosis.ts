import type { Evidence, Finding, RecognisedProduct } from '../model/diagnosis.js';
import type { Step, StepAction } from '../model/step.js';
import type { Text } from '../model/text.js';
import { renderCommand } from './commands.js';
import type { ReportOptions } from './options.js';

/** What every part of one report needs. */
export interface Context {
  readonly options: ReportOptions;
  readonly said: (text: Text) => string;
}

export const productOf = ({ id, name, by, sure }: RecognisedProduct, said: Context['said']) => ({
  ...{ id, name, sure },
  by: said(by),
});

export const findingOf = (finding: Finding, context: Context) => ({
  cause: finding.cause,
  hop: finding.hop,
  fixedBy: finding.fixedBy,
  confidence: finding.confidence,
  verdict: context.said(finding.verdict),
  visitor: context.said(finding.visitor),
  operator: context.said(finding.operator),
  evidence: finding.evidence.map((evidence) => evidenceOf(evidence, context)),
  steps: finding.steps.map((step) => stepOf(step, context)),
});

const evidenceOf = ({ id, weight, text, source, fresh }: Evidence, { said }: Context) => ({
  ...{ id, weight, source, text: said(text) },
  ...(fresh === undefined ? {} : { fresh }),
});

const stepOf = (step: Step, context: Context) => ({
  ...{ id: step.id, audience: step.audience },
  ...(step.audience === 'operator'
    ? {
        group: step.group,
        alternative: step.alternative ?? false,
        workaround: step.workaround ?? false,
      }
    : {}),
  ...partsOf(step, context),
});

const partsOf = ({ title, detail, note, lowersSecurity, actions }: Step, context: Context) => ({
  title: context.said(title),
  ...(detail === undefined ? {} : { detail: context.said(detail) }),
  ...(note === undefined ? {} : { note: context.said(note) }),
  ...(lowersSecurity === undefined
    ? {}
    : {
        lowersSecurity: {
          opens: context.said(lowersSecurity.opens),
          wrongFor: context.said(lowersSecurity.wrongFor),
        },
      }),
  actions: actions.map((action) => actionOf(action, context)),
});

function actionOf(action: StepAction, context: Context): object {
  const { options, said } = context;
  const { kind } = action;
  if (kind === 'command' || kind === 'verify_certificate') {
    return {
      kind,
      ...(kind === 'command' && action.purpose !== undefined ? { purpose: action.purpose } : {}),
      shell: options.shell,
      line: renderCommand(action.command, options.shell) ?? null,
    };
  }
  if (kind === 'config') {
    const { product, place, target, lines, standing, source } = action.config;
    return {
      kind,
      product,
      place: place === undefined ? null : said(place),
      target,
      ...{ lines, standing, source },
    };
  }
  if (kind === 'pick') {
    return {
      kind,
      options: action.options.map(({ name, actions }) => ({
        name,
        actions: actions.map((one) => actionOf(one, context)),
      })),
    };
  }
  if (kind === 'copy') return { kind, value: action.value };
  if (kind === 'open') return { kind, url: action.url };
  return { kind };
}
