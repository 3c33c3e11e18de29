import './other-findings.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Diagnosis, Finding } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import { Fold } from '../fold.js';
import { below, type Level } from '../heading.js';
import { useReader } from '../reader/reader.js';
import { Say } from '../say.js';
import { StepList } from '../steps/step-list.js';
import { ConfidenceView } from './confidence.js';
import { EvidenceList } from './evidence-list.js';

export interface OtherFindingsProps {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly level: Level;
}

/** The causes after the first, each with its own evidence and steps. */
export const OtherFindings = ({ incident, diagnosis, level }: OtherFindingsProps): JSX.Element => (
  <ul class="others">
    {diagnosis.findings.slice(1).map((finding) => (
      <li key={finding.cause}>
        <Fold
          name={`${incident.id}/${finding.cause}`}
          summary={
            <span class="others-verdict">
              <span>
                <Say text={finding.verdict} />
              </span>
              <ConfidenceView confidence={finding.confidence} cause={finding.cause} />
            </span>
          }
        >
          <OtherFinding incident={incident} finding={finding} level={level} />
        </Fold>
      </li>
    ))}
  </ul>
);

function OtherFinding({
  incident,
  finding,
  level,
}: {
  readonly incident: Incident;
  readonly finding: Finding;
  readonly level: Level;
}): JSX.Element {
  const reader = useReader(incident);
  const steps = finding.steps.filter(({ audience }) => audience === reader);
  return (
    <div class="others-body">
      <EvidenceList evidence={finding.evidence} level={below(level)} />
      {steps.length > 0 && (
        <>
          <p class="others-steps">{t('ui_steps_if_so')}</p>
          <StepList
            name={`${incident.id}/${finding.cause}`}
            steps={steps}
            incident={incident}
            level={below(level)}
          />
        </>
      )}
    </div>
  );
}
