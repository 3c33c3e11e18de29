import type { JSX } from 'preact';
import type { Incident } from '../../model/incident.js';
import type { StepAction } from '../../model/step.js';
import { text } from '../../model/text.js';
import { PasteField } from '../checks/paste-field.js';
import { RetryPanel } from '../checks/retry-panel.js';
import { useDesk } from '../desk.js';
import { openFold } from '../fold.js';
import { t } from '../i18n.js';
import { CHECKS, REPORT, sectionName } from '../incident/section.js';
import { chooseFormat } from '../report/report-format.js';
import { Say } from '../say.js';
import { WebLink } from '../web-link.js';
import { CoalescingOff } from './coalescing-off.js';
import { CommandBlock } from './command-block.js';
import { ConfigBlock } from './config-block.js';
import { CopyValue } from './copy-value.js';

export interface StepActionProps {
  readonly action: StepAction;
  readonly incident: Incident;
}

/** What a step lets the reader do. The place where a new kind of action is drawn. */
export function StepActionView({ action, incident }: StepActionProps): JSX.Element | null {
  const desk = useDesk();
  switch (action.kind) {
    case 'verify_certificate':
      return (
        <>
          <CommandBlock command={action.command} />
          {desk && <PasteField incident={incident} desk={desk} />}
        </>
      );
    case 'command':
      return <CommandBlock command={action.command} />;
    case 'config':
      return <ConfigBlock config={action.config} />;
    case 'copy':
      return <CopyValue value={action.value} />;
    case 'open':
      return (
        <p>
          <WebLink url={action.url}>
            <Say text={text('ui_open', action.url)} />
          </WebLink>
        </p>
      );
    case 'coalescing_off':
      return <CoalescingOff agent={incident.agent} />;
    case 'retry_fresh':
      return desk ? <RetryPanel incident={incident} desk={desk} /> : null;
    case 'mail_report':
      return desk ? (
        <button
          type="button"
          class="button"
          onClick={() => {
            chooseFormat('mail');
            openFold(sectionName(incident.id, REPORT));
          }}
        >
          {t('ui_write_mail')}
        </button>
      ) : null;
    case 'run_checks':
      return desk ? (
        <button type="button" class="button" onClick={() => openFold(sectionName(incident.id, CHECKS))}>
          {t('check_go')}
        </button>
      ) : null;
  }
}
