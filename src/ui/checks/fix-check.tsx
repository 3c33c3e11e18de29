import './fix-check.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.js';
import { answeredSince } from '../../model/answered-since.js';
import { hostFieldOf } from '../../model/authority.js';
import type { Incident } from '../../model/incident.js';
import { type MessageKey, text } from '../../model/text.js';
import { Say } from '../say.js';

export interface FixCheckProps {
  readonly incident: Incident;
  readonly reload: (incident: Incident) => Promise<void>;
  readonly label: MessageKey;
}

/** Loads the page again past the cache, and says what became of its 421. */
export function FixCheck({ incident, reload, label }: FixCheckProps): JSX.Element {
  const [check, setCheck] = useState<{ readonly since: number; readonly loading: boolean }>();
  const start = async (): Promise<void> => {
    if (check?.loading) return;
    const since = Date.now();
    setCheck({ since, loading: true });
    // Of a tab that is gone nothing comes: what is known of the incident says so.
    await reload(incident).catch(() => undefined);
    setCheck({ since, loading: false });
  };
  const outcome = check && (check.loading ? 'loading' : outcomeSince(incident, check.since));
  return (
    <div class="fix-check">
      <button
        type="button"
        class="button button-strong"
        aria-disabled={check?.loading === true}
        onClick={() => void start()}
      >
        {t(label)}
      </button>
      <p role="status" data-fix={outcome}>
        {outcome && <Say text={text(`ui_fix_${outcome}`, hostFieldOf(incident.authority))} />}
      </p>
    </div>
  );
}

/** Read anew whenever the incident changes: a refusal may be recorded a moment after its page has loaded. */
function outcomeSince(incident: Incident, since: number): 'answers' | 'same' | 'not_asked' {
  if (incident.lastSeen >= since) return 'same';
  return answeredSince(incident) === undefined ? 'not_asked' : 'answers';
}
