import './answered-since.css';
import type { JSX } from 'preact';
import { formatAgo, formatMoment, t } from '../../i18n/i18n.js';
import { answeredSince } from '../../model/answered-since.js';
import { hostFieldOf } from '../../model/authority.js';
import type { Incident } from '../../model/incident.js';
import { text } from '../../model/text.js';
import { Icon } from '../icon.js';
import { Say } from '../say.js';

/** Above an incident that is over, as far as was seen: the host answers again. */
export function AnsweredSinceView({ incident }: { readonly incident: Incident }): JSX.Element | null {
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
