import type { JSX } from 'preact';
import { formatList, t } from '../../../i18n/i18n.js';
import { elide } from '../../../model/elide.js';
import { text } from '../../../model/text.js';
import type { Reading } from '../../../sources/log/reading.js';
import { openFold } from '../../../ui/fold.js';
import { hostName } from '../../../ui/map/names.js';
import { Say } from '../../../ui/say.js';
import { visible } from '../../../ui/visible.js';
import { LOG_FOLDS } from './log-incidents.js';
import { milliseconds } from './sizes.js';

/** Hosts that the sentence names, and characters of each. */
const NAMED = 3;
const FITTING = 40;

/** What is wrong, in a sentence, where hosts were refused on one connection; and the way to what fixes it. */
export function LogVerdict({
  reading: { summary, incidents },
}: {
  readonly reading: Reading;
}): JSX.Element | null {
  const [shared] = summary.shared;
  if (shared === undefined) return null;
  const { openedFor, hosts, lost } = shared;
  const names = hosts.map((host) => elide(visible(hostName(host, true)), FITTING));
  const shown = names.length > NAMED ? [...names.slice(0, NAMED), `+${names.length - NAMED}`] : names;
  const incident = incidents.find(({ authority }) =>
    hosts.some(({ host, port }) => host === authority.host && port === authority.port),
  );
  const opener = elide(visible(hostName(openedFor, true)), FITTING);
  return (
    <div class="log-verdict">
      <p>
        <Say text={text('log_verdict_shared', formatList(shown), opener, milliseconds(lost))} />
      </p>
      {incident && (
        <button
          type="button"
          class="button button-strong"
          onClick={() => openFold(`${LOG_FOLDS}/${incident.id}`)}
        >
          {t('log_verdict_fix')}
        </button>
      )}
    </div>
  );
}
