import type { JSX } from 'preact';
import type { Agent } from '../../model/incident.js';
import type { StepAction } from '../../model/step.js';
import { text } from '../../model/text.js';
import { Say } from '../say.js';
import { WebLink } from '../web-link.js';
import { CoalescingOff } from './coalescing-off.js';
import { CommandBlock } from './command-block.js';
import { ConfigBlock } from './config-block.js';
import { CopyValue } from './copy-value.js';

export interface StepActionProps {
  readonly action: StepAction;
  readonly agent: Agent;
}

/** What a step lets the reader do. The place where a new kind of action is drawn. */
export function StepActionView({ action, agent }: StepActionProps): JSX.Element | null {
  switch (action.kind) {
    case 'command':
    case 'verify_certificate':
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
      return <CoalescingOff agent={agent} />;
    // Both need the background's checks, which it does not answer yet; the step's own words say what to do.
    case 'retry_fresh':
    case 'run_checks':
      return null;
  }
}
