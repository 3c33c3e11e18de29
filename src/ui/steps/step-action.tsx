import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Incident } from '../../model/incident.js';
import type { StepAction } from '../../model/step.js';
import { text } from '../../model/text.js';
import { FixCheck } from '../checks/fix-check.js';
import { PasteField } from '../checks/paste-field.js';
import { RetryPanel } from '../checks/retry-panel.js';
import { openFold } from '../fold.js';
import { CHECKS, sectionName } from '../incident/section.js';
import { usePageActions } from '../page-actions.js';
import { WriteMail } from '../report/write-mail.js';
import { Say } from '../say.js';
import { WebLink } from '../web-link.js';
import { CoalescingOff } from './coalescing-off.js';
import { CommandBlock } from './command-block.js';
import { ConfigBlock } from './config-block.js';
import { CopyValue } from './copy-value.js';
import { ProductPick } from './product-pick.js';

export interface StepActionProps {
  readonly action: StepAction;
  readonly incident: Incident;
}

/** What a step lets the reader do. The place where a new kind of action is drawn. */
export function StepActionView({ action, incident }: StepActionProps): JSX.Element | null {
  const pageActions = usePageActions();
  switch (action.kind) {
    case 'verify_certificate':
      return (
        <>
          <CommandBlock command={action.command} />
          {pageActions && <PasteField incident={incident} pageActions={pageActions} />}
        </>
      );
    case 'paste_log':
      return pageActions ? <PasteField incident={incident} pageActions={pageActions} /> : null;
    case 'command':
      return <CommandBlock command={action.command} purpose={action.purpose} />;
    case 'pick':
      return (
        <ProductPick options={action.options}>
          {({ name, actions }) =>
            actions.map((one, at) => (
              <StepActionView key={`${name} ${at}`} action={one} incident={incident} />
            ))
          }
        </ProductPick>
      );
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
    case 'reload_past_cache':
      return pageActions?.checkFix ? (
        <FixCheck incident={incident} reload={pageActions.checkFix} label="ui_reload_past_cache" />
      ) : null;
    case 'retry_fresh':
      return pageActions?.showsPage ? <RetryPanel incident={incident} pageActions={pageActions} /> : null;
    case 'mail_report':
      return pageActions ? <WriteMail id={incident.id} /> : null;
    case 'run_checks':
      return pageActions ? (
        <button type="button" class="button" onClick={() => openFold(sectionName(incident.id, CHECKS))}>
          {t('check_go')}
        </button>
      ) : null;
  }
}
