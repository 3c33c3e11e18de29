import type { Protocol, RequestName } from '../../../../src/messages.js';
import { answer, asked, incidents, listen } from './stage.js';

/** Answers as the background does, and keeps what it was asked for the test. */
export async function ask<N extends RequestName>(name: N, payload: Protocol[N]['ask']) {
  if (name === 'tab-view') return answer();
  asked.push({ name, payload });
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
      return null;
    default:
      throw new Error(`the stage does not answer ${name}`);
  }
}

export const onChanged = listen;
