import './step-list.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Incident } from '../../model/incident.js';
import type { SecurityWarning, Step } from '../../model/step.js';
import { Fold } from '../fold.js';
import { Say } from '../say.js';
import { StepActionView } from './step-action.js';

export interface StepListProps {
  /** Prefix of the folds' names: incident and finding. */
  readonly name: string;
  readonly steps: readonly Step[];
  readonly incident: Incident;
}

/** What to do, in order. The first step is there at once; the others show their titles and open by a click. */
export const StepList = ({ name, steps, incident }: StepListProps): JSX.Element => (
  <ol class="steps">
    {steps.map((step, index) => (
      <li key={step.id}>
        {step.detail || step.actions.length > 0 ? (
          <Fold name={`${name}/${step.id}`} openAtFirst={index === 0} summary={<StepTitle step={step} />}>
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
            </div>
          </Fold>
        ) : (
          <StepTitle step={step} />
        )}
      </li>
    ))}
  </ol>
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
  </span>
);
