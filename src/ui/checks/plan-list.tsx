import type { JSX } from 'preact';
import type { PlannedCheck } from '../../model/check-plan.js';
import { Breakable } from '../breakable.js';
import { Say } from '../say.js';
import { nameOf, purposeOf } from './meaning.js';

/** Every request that a run would send, word for word, and what it is for. */
export const PlanList = ({ plan }: { readonly plan: readonly PlannedCheck[] }): JSX.Element => (
  <ul class="plan">
    {plan.map(({ id, requests }) => (
      <li key={id}>
        <b>
          <Say text={nameOf(id)} />
        </b>{' '}
        <span class="soft">
          <Say text={purposeOf(id)} />
        </span>
        {requests.map(({ method, url }) => (
          <code key={`${method} ${url}`} dir="ltr" translate={false}>
            {method} <Breakable name={url} />
          </code>
        ))}
      </li>
    ))}
  </ul>
);
