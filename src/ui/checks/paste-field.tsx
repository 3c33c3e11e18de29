import './paste-field.css';
import '../field.css';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { pastedName } from '../../diagnosis/observed/pasted-name.js';
import { t } from '../../i18n/i18n.js';
import type { Incident } from '../../model/incident.js';
import { type Text, text } from '../../model/text.js';
import { announce } from '../announcer.js';
import { Icon } from '../icon.js';
import type { PageActions } from '../page-actions.js';
import { Say } from '../say.js';

export interface PasteFieldProps {
  readonly incident: Incident;
  readonly pageActions: PageActions;
}

/** Takes what openssl or curl printed, or lines of a server's log, and turns it into evidence. The reader is loaded when it is needed. */
export function PasteField({ incident, pageActions }: PasteFieldProps): JSX.Element {
  const id = useId();
  const [pasted, setPasted] = useState('');
  const [said, setSaid] = useState<{ readonly good: boolean; readonly text: Text }>();

  const tell = (good: boolean, what: Text): void => {
    setSaid({ good, text: what });
    announce(t(what));
  };
  const read = async (): Promise<void> => {
    const { readPasted } = await import('../../sources/paste/read-pasted.js');
    const result = await readPasted(pasted, Date.now(), incident.authority.host);
    if (!result.read) return tell(false, result.why);
    const { host, program, reason } = result.facts;
    if (host !== undefined && host !== incident.authority.host) {
      return tell(false, text('check_paste_other_host', host, incident.authority.host));
    }
    await pageActions.send('add-pasted', { id: incident.id, pasted: result.facts });
    setPasted('');
    tell(true, text(reason === undefined ? 'check_paste_read' : 'check_paste_read_log', pastedName(program)));
  };

  return (
    <div class="paste">
      <label for={id}>{t('check_paste_label')}</label>
      <textarea
        class="field-mono"
        id={id}
        dir="ltr"
        rows={4}
        spellcheck={false}
        autocomplete="off"
        value={pasted}
        aria-describedby={`${id}-note`}
        onInput={(event) => setPasted(event.currentTarget.value)}
      />
      <p id={`${id}-note`} class="soft">
        {t('check_paste_note')}
      </p>
      <button
        type="button"
        class="button"
        onClick={() =>
          void read().catch((error: unknown) => tell(false, text('check_state_failed', String(error))))
        }
      >
        {t('check_paste_button')}
      </button>
      {said && (
        <p class="paste-said" data-good={said.good}>
          <Icon name={said.good ? 'check' : 'cross'} />
          <span>
            <Say text={said.text} />
          </span>
        </p>
      )}
    </div>
  );
}
