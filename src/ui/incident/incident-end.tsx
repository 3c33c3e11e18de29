import './incident-end.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Diagnosis } from '../../model/diagnosis.js';
import type { Incident } from '../../model/incident.js';
import { bugsUrl } from '../../platform/bugs-url.js';
import { extensionVersion } from '../../platform/version.js';
import { wrongDiagnosisUrl } from '../../report/wrong-diagnosis.js';
import { ignoredNow, ignoreHost } from '../ignore/ignored-now.js';
import { IgnoredSaid } from '../ignore/ignored-said.js';
import { usePageActions } from '../page-actions.js';
import { WebLink } from '../web-link.js';

export interface IncidentEndProps {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
}

/** What there is to do about Missent's own part: to say that it was wrong, and to hear no more of this host. */
export function IncidentEnd({ incident, diagnosis }: IncidentEndProps): JSX.Element | null {
  const { host } = incident.authority;
  // Of a private window the list of ignored hosts, which is on the disk, learns nothing.
  const canIgnore = usePageActions() !== undefined && incident.context.kind !== 'private';
  const now = ignoredNow.value?.host === host ? ignoredNow.value : undefined;
  if (bugsUrl === '' && !canIgnore) return null;
  return (
    <div class="incident-end">
      {bugsUrl !== '' && (
        <WebLink url={wrongDiagnosisUrl(bugsUrl, incident, diagnosis, extensionVersion())}>
          {t('ui_wrong_diagnosis')}
        </WebLink>
      )}
      {canIgnore && now && <IgnoredSaid now={now} />}
      {canIgnore && !now && (
        <button type="button" class="button" data-ignore onClick={() => void ignoreHost(host)}>
          {t('ui_ignore_host')}
        </button>
      )}
    </div>
  );
}
