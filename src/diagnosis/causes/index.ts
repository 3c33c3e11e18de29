import type { CauseId } from '../../model/cause.js';
import type { Cause } from '../types.js';
import { cause as unknownCause } from './unknown/index.js';

export { unknownCause };

const FOLDERS: Readonly<Record<string, Cause>> = import.meta.glob<Cause>('./*/index.ts', {
  eager: true,
  import: 'cause',
});

/** Every cause that has rules: each folder beside this file. Their `order` breaks ties. */
export const CAUSES: readonly Cause[] = Object.values(FOLDERS)
  .filter((cause) => cause !== unknownCause)
  .toSorted((a, b) => a.order - b.order);

export const causeOf = (id: CauseId): Cause => CAUSES.find((cause) => cause.id === id) ?? unknownCause;
