import type { Protocol, RequestName } from '../../../../src/messages.js';
import { incidents, listen, response, sentRequests } from './stage.js';

/** Answers as the background does, and keeps what it was sentRequests for the test. */
export async function send<N extends RequestName>(name: N, payload: Protocol[N]['request']) {
  if (name === 'tab-view') return response();
  sentRequests.push({ name, payload });
  switch (name) {
    case 'retry-fresh':
      return { started: true };
    case 'incidents':
      return incidents();
    // A run that lasts for as long as the test shows it.
    case 'run-checks':
      return new Promise(() => {});
    case 'add-pasted':
    case 'cancel-checks':
    case 'report-retry':
    case 'choose-reader':
      return null;
    default:
      throw new Error(`the stage does not answer ${name}`);
  }
}

export const onChanged = listen;
