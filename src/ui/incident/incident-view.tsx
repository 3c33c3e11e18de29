import './incident-view.css';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { causeName } from '../../diagnosis/cause-name.js';
import { routeOf } from '../../diagnosis/route/route-of.js';
import { formatAgo, formatMoment, plural, t } from '../../i18n/i18n.js';
import { answeredSince } from '../../model/answered-since.js';
import { hostFieldOf } from '../../model/authority.js';
import type { Diagnosis, RuledOut } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import { text } from '../../model/text.js';
import type { CertificateFacts } from '../../model/tls.js';
import { ChecksRow } from '../checks/checks-row.js';
import { FixCheck } from '../checks/fix-check.js';
import { below, type Level } from '../heading.js';
import { Icon } from '../icon.js';
import { later } from '../later.js';
import { LearnLink } from '../learn-link.js';
import { usePageActions } from '../page-actions.js';
import { useReader } from '../reader/reader.js';
import { ReaderSwitch } from '../reader/reader-switch.js';
import { RoutePicture } from '../route/route-picture.js';
import { Say } from '../say.js';
import { isDoable } from '../steps/doable.js';
import { StepList } from '../steps/step-list.js';
import { EvidenceList, speaksFor } from './evidence-list.js';
import { IncidentEnd } from './incident-end.js';
import { CHECKS, REPORT, Section, sectionName } from './section.js';
import { VerdictHeader } from './verdict-header.js';

export interface IncidentViewProps {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly certificate?: CertificateFacts | undefined;
  /** Of the verdict's heading. */
  readonly level: Level;
  /** Everything is open at first, as there is room. */
  readonly spacious: boolean;
  /** A page that has a place of its own for the report leaves it out here. */
  readonly withReport?: boolean;
  /** Other incidents of the page with the same fault: what is said of this one is said of all. */
  readonly together?: readonly Incident[] | undefined;
  /** The page has one switch for all that it shows. */
  readonly withReader?: boolean;
}

const ConnectionFacts = later(async () => (await import('../facts/connection-facts.js')).ConnectionFacts);
const OtherFindings = later(async () => (await import('./other-findings.js')).OtherFindings);
const ReportPanel = later(async () => (await import('../report/report-panel.js')).ReportPanel);

/** One incident from the verdict down to what was ruled out. Used by every page that shows one. */
export function IncidentView(props: IncidentViewProps): JSX.Element | null {
  const {
    incident,
    diagnosis,
    certificate,
    level,
    spacious,
    withReport = false,
    together,
    withReader = true,
  } = props;
  const pageActions = usePageActions();
  const reader = useReader(incident);
  const alsoAt = useMemo(() => together?.map(({ authority }) => hostFieldOf(authority)), [together]);
  const [finding] = diagnosis.findings;
  // Never empty by Diagnosis's own word; an empty one has nothing to draw.
  if (finding === undefined) return null;
  const steps = finding.steps.filter((step) => step.audience === reader && isDoable(step, pageActions));
  const section = { incident: incident.id, level: below(level), openAtFirst: spacious };
  return (
    <div class="incident" data-spacious={spacious}>
      <div class="incident-main">
        <VerdictHeader incident={incident} diagnosis={diagnosis} finding={finding} level={level} />
        <AnsweredSinceView incident={incident} />
        <RoutePicture route={routeOf(incident, finding, diagnosis)} />
        {/* The checks look for a 421. */}
        {pageActions && incident.status !== 'suspected' && (
          <ChecksRow
            {...{ incident, diagnosis, certificate, pageActions }}
            name={sectionName(incident.id, CHECKS)}
          />
        )}
        {withReader && <ReaderSwitch incident={incident} />}
        {steps.length > 0 && reader === 'visitor' && incident.status === 'recovered' && (
          <p class="soft">{t('ui_help_site')}</p>
        )}
        {steps.length > 0 ? (
          <StepList
            key={reader}
            name={`${incident.id}/${finding.cause}/${reader}`}
            steps={steps}
            incident={incident}
            level={below(level)}
          />
        ) : (
          <p class="soft">{t(reader === 'visitor' ? 'ui_no_steps_visitor' : 'ui_no_steps_operator')}</p>
        )}
        {reader === 'operator' && pageActions?.checkFix && (
          <FixCheck incident={incident} reload={pageActions.checkFix} label="ui_fix_check" />
        )}
        {reader === 'operator' && diagnosis.settles && finding.confidence !== 'certain' && (
          <p class="incident-settles">
            <b>{t('ui_settles')}</b> <Say text={diagnosis.settles} />
          </p>
        )}
      </div>
      <div class="incident-more">
        <Section {...section} id="why" title={t('report_section_evidence')} note={evidenceNote(props)}>
          <EvidenceList evidence={finding.evidence} level={below(below(level))} />
          <LearnLink cause={finding.cause} />
        </Section>
        {diagnosis.findings.length > 1 && (
          <Section
            {...section}
            id="others"
            title={t('ui_section_others')}
            note={plural('ui_count_others', diagnosis.findings.length - 1)}
          >
            <OtherFindings incident={incident} diagnosis={diagnosis} level={below(level)} />
          </Section>
        )}
        <Section {...section} id="connection" title={t('ui_section_connection')}>
          <ConnectionFacts incident={incident} diagnosis={diagnosis} certificate={certificate} />
        </Section>
        {diagnosis.ruledOut.length > 0 && (
          <Section
            {...section}
            id="ruled-out"
            title={t('ui_section_ruled_out')}
            note={plural('ui_count_others', diagnosis.ruledOut.length)}
          >
            <RuledOutList ruledOut={diagnosis.ruledOut} />
          </Section>
        )}
        {withReport && (
          <Section
            {...section}
            id={REPORT}
            title={t('ui_section_report')}
            note={
              together === undefined
                ? t('ui_section_report_note')
                : plural('ui_section_report_hosts', together.length + 1)
            }
          >
            <ReportPanel incident={incident} certificate={certificate} alsoAt={alsoAt} />
          </Section>
        )}
        <IncidentEnd incident={incident} diagnosis={diagnosis} />
      </div>
    </div>
  );
}

/** "3 for, 1 against", of the first finding. */
function evidenceNote({ diagnosis }: IncidentViewProps): string | undefined {
  const evidence = diagnosis.findings[0]?.evidence ?? [];
  if (evidence.length === 0) return undefined;
  const inFavour = evidence.filter(speaksFor).length;
  const against = evidence.length - inFavour;
  return against === 0
    ? plural('ui_count_for', inFavour)
    : `${plural('ui_count_for', inFavour)}, ${plural('ui_count_against', against)}`;
}

/** Above an incident that is over, as far as was seen: the host answers again. */
function AnsweredSinceView({ incident }: { readonly incident: Incident }): JSX.Element | null {
  const since = answeredSince(incident);
  if (since === undefined) return null;
  const ago = formatAgo(incident.lastSeen, Date.now());
  return (
    <p class="answered-since" title={t('ui_answered_since', formatMoment(since))}>
      <Icon name="check" />
      <span>
        <Say text={text('ui_answers_again', hostFieldOf(incident.authority), ago)} />
      </span>
    </p>
  );
}

/** The causes that fell, each with what it fell by. */
const RuledOutList = ({ ruledOut }: { readonly ruledOut: readonly RuledOut[] }): JSX.Element => (
  <dl class="ruled-out">
    {ruledOut.map(({ cause, reason }) => (
      <div key={cause}>
        <dt>{t(causeName(cause))}</dt>
        <dd>
          <Say text={reason} />
        </dd>
      </div>
    ))}
  </dl>
);
