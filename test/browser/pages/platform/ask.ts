import type { Protocol, RequestName } from '../../../../src/messages.js';
import { answer, listen } from './stage.js';

export async function ask<N extends RequestName>(name: N, _payload: Protocol[N]['ask']) {
  if (name === 'tab-view') return answer();
  throw new Error(`the stage does not answer ${name}`);
}

export const onChanged = listen;
