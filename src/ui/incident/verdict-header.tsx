import './verdict-header.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Finding } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import { Heading, type Level } from '../heading.js';
import { reader } from '../reader/reader.js';
import { Say } from '../say.js';
import { ConfidenceView } from './confidence.js';
import { Stamp } from './stamp.js';

export interface VerdictHeaderProps {
  readonly incident: Incident;
  readonly finding: Finding;
  readonly level: Level;
}

/** The verdict in one sentence, what it means for the reader, and how sure it is. */
export const VerdictHeader = ({ incident, finding, level }: VerdictHeaderProps): JSX.Element => (
  <header class="verdict">
    <Stamp incident={incident} />
    {incident.status === 'suspected' && finding.evidence.length > 0 ? (
      <>
        <Heading level={level}>{t('suspected_headline')}</Heading>
        <p>
          <Say text={finding.verdict} />
        </p>
      </>
    ) : (
      <Heading level={level}>
        <Say text={finding.verdict} />
      </Heading>
    )}
    <p class="soft">
      <Say text={finding[reader.value]} />
    </p>
    <ConfidenceView confidence={finding.confidence} cause={finding.cause} />
  </header>
);
