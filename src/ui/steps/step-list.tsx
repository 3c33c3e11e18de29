import './step-list.css';
import '../ringed.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Incident } from '../../model/incident.js';
import { groupsOf, type SecurityWarning, type Step } from '../../model/step.js';
import { GROUP_WORDS } from '../../report/group-words.js';
import { Fold } from '../fold.js';
import { Heading, type Level } from '../heading.js';
import { Say } from '../say.js';
import { StepActionView } from './step-action.js';

export interface StepListProps {
  /** Prefix of the folds' names: incident and finding. */
  readonly name: string;
  /** All for one reader. */
  readonly steps: readonly Step[];
  readonly incident: Incident;
  /** Of the groups' headings. */
  readonly level: Level;
}

/**
 * What to do. A visitor's steps are one list, in order; an operator's stand in groups, each under its heading. The first
 * step of all is open at once, and the first that fixes it; the others show their titles and open by a click.
 */
export function StepList({ name, steps, incident, level }: StepListProps): JSX.Element {
  const groups = groupsOf(steps);
  const view = (step: Step, openAtFirst: boolean) => (
    <StepView name={name} step={step} incident={incident} openAtFirst={openAtFirst} />
  );
  if (groups.length === 0) {
    return (
      <ol class="steps ringed">
        {steps.map((step, at) => (
          <li key={step.id}>{view(step, at === 0)}</li>
        ))}
      </ol>
    );
  }
  return (
    <div class="step-groups">
      {groups.map(({ group, steps: own }, place) => (
        <section key={group} data-step-group={group}>
          <Heading level={level} class="step-group">
            {t(GROUP_WORDS[group])}
          </Heading>
          <ul class="steps">
            {own.map((step, at) => (
              <li key={step.id} data-alternative={step.alternative}>
                {step.alternative && <span class="step-or soft">{t('steps_or_instead')}</span>}
                {view(step, at === 0 && (place === 0 || group === 'fix'))}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface StepViewProps extends Pick<StepListProps, 'name' | 'incident'> {
  readonly step: Step;
  readonly openAtFirst: boolean;
}

const StepView = ({ name, step, incident, openAtFirst }: StepViewProps): JSX.Element =>
  step.detail || step.actions.length > 0 ? (
    <Fold name={`${name}/${step.id}`} openAtFirst={openAtFirst} summary={<StepTitle step={step} />}>
      <div class="step-body">
        {step.detail && (
          <p>
            <Say text={step.detail} />
          </p>
        )}
        {step.lowersSecurity && <SecurityNote warning={step.lowersSecurity} />}
        {step.actions.map((action, at) => (
          <StepActionView key={at} action={action} incident={incident} />
        ))}
        {step.note && (
          <p>
            <Say text={step.note} />
          </p>
        )}
      </div>
    </Fold>
  ) : (
    <StepTitle step={step} />
  );

const SecurityNote = ({
  warning: { opens, wrongFor },
}: {
  readonly warning: SecurityWarning;
}): JSX.Element => (
  <p class="step-lowers-security">
    <strong>{t('ui_lowers_security')}</strong> <Say text={opens} /> <Say text={wrongFor} />
  </p>
);

const StepTitle = ({ step }: { readonly step: Step }): JSX.Element => (
  <span class="step-title">
    <Say text={step.title} />
    {step.audience === 'operator' && step.workaround && (
      <span class="step-workaround">{t('steps_workaround')}</span>
    )}
  </span>
);
