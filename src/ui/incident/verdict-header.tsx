import './verdict-header.css';
import type { JSX } from 'preact';
import { formatNumber, plural, t } from '../../i18n/i18n.js';
import type { FixedBy } from '../../model/cause.js';
import { countOf } from '../../model/counts.js';
import { type Diagnosis, type Finding, isGuess } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import type { Audience } from '../../model/step.js';
import type { MessageKey } from '../../model/text.js';
import { useCountHere } from '../count-here.js';
import { Heading, type Level } from '../heading.js';
import { useReader } from '../reader/reader.js';
import { Say } from '../say.js';
import { ConfidenceView } from './confidence.js';

export interface VerdictHeaderProps {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  /** The first of the diagnosis. */
  readonly finding: Finding;
  readonly level: Level;
}

/** What happened, in the words of the reader, what it means for them, and how sure it is. */
export const VerdictHeader = ({ incident, diagnosis, finding, level }: VerdictHeaderProps): JSX.Element => {
  const reader = useReader(incident);
  const Words = wordsFor(incident, finding, reader);
  const all = countOf(incident);
  const here = useCountHere(incident);
  const causes = diagnosis.findings.filter(({ cause }) => cause !== 'unknown').length;
  return (
    <header class="verdict">
      <Stamp incident={incident} count={here ?? all} />
      <Words finding={finding} level={level} status={incident.status} reader={reader} />
      {diagnosis.ownWords && (
        <p class="verdict-own-words">
          <Say text={diagnosis.ownWords} />
        </p>
      )}
      <p class="verdict-sure">
        <ConfidenceView confidence={finding.confidence} cause={finding.cause} />
        {finding.confidence === 'possible' && causes > 0 && (
          <span class="soft">{plural('ui_count_causes', causes)}</span>
        )}
        {here !== undefined && here < all && (
          <span class="soft">{t('ui_counts', formatNumber(here), formatNumber(all))}</span>
        )}
      </p>
    </header>
  );
};

interface WordsProps {
  readonly finding: Finding;
  readonly level: Level;
  readonly status: Incident['status'];
  readonly reader: Audience;
}

function wordsFor(
  incident: Incident,
  finding: Finding,
  reader: Audience,
): (props: WordsProps) => JSX.Element {
  if (incident.status === 'suspected' && finding.evidence.length > 0) return SuspectedWords;
  return reader === 'visitor' ? VisitorWords : OperatorWords;
}

/** There was no 421: that is said before what the response may mean. */
const SuspectedWords = ({ finding, level, reader }: WordsProps): JSX.Element => (
  <>
    <Heading level={level}>
      <Say text={finding.headline} />
    </Heading>
    <p>
      <Say text={finding.verdict} />
    </p>
    <p class="soft">
      <Say text={finding[reader]} />
    </p>
  </>
);

/** Where they have to act, the headline and the steps have said all that a visitor needs. */
const OTHERS: ReadonlySet<FixedBy> = new Set(['operator', 'developer']);

/** Who is at fault first; the technical cause is for those who want it. */
const VisitorWords = ({ finding, level, status }: WordsProps): JSX.Element => (
  <>
    <Heading level={level}>
      <Say text={finding.headline} />
    </Heading>
    {!isGuess(finding) && (status !== 'misdirected' || !OTHERS.has(finding.fixedBy)) && (
      <p class="soft">
        <Say text={finding.visitor} />
      </p>
    )}
    {finding.cause !== 'unknown' && finding.headline.key !== finding.verdict.key && (
      <p class="soft">
        {t(isGuess(finding) ? 'ui_best_guess_short' : 'ui_technical_cause')} <Say text={finding.verdict} />
      </p>
    )}
  </>
);

const OperatorWords = ({ finding, level }: WordsProps): JSX.Element => (
  <>
    <Heading level={level}>
      {isGuess(finding) && <>{t('ui_best_guess')} </>}
      <Say text={finding.verdict} />
    </Heading>
    <p class="soft">
      {isGuess(finding) && <>{t('ui_if_so')} </>}
      <Say text={finding.operator} />
    </p>
  </>
);

const WORDS: Readonly<Record<Incident['status'], MessageKey>> = {
  misdirected: 'ui_stamp_misdirected',
  recovered: 'ui_stamp_recovered',
  suspected: 'ui_stamp_suspected',
};

interface StampProps {
  readonly incident: Incident;
  /** Of the page, where there is one, else in all. */
  readonly count: number;
}

/** The postmark: what became of the request, and how often. Read as one sentence. */
const Stamp = ({ incident, count }: StampProps): JSX.Element => (
  <div class="stamp" data-status={incident.status}>
    <span class="visually-hidden">
      {t(`ui_status_${incident.status}`)} {plural('ui_times', count)}
    </span>
    <span aria-hidden="true">{t(WORDS[incident.status])}</span>
    <b aria-hidden="true">{incident.status === 'suspected' ? '?' : '421'}</b>
    {count > 1 && <span aria-hidden="true">×{formatNumber(count)}</span>}
  </div>
);
