import { type InForce, inForce } from '../../../../src/model/in-force.js';
import { readPolicy } from '../../../../src/model/policy.js';
import type { Choices, Settings } from '../../../../src/model/settings.js';
import { changeChoices, onChoices, stored } from './choices.js';

/** The policy is what the test says, read as one of a browser is. */
const now = (): InForce =>
  inForce(stored(), readPolicy(JSON.parse(localStorage.getItem('stage.policy') ?? 'null')));

export const readInForce = (): Promise<InForce> => Promise.resolve(now());

export const readSettings = (): Promise<Settings> => Promise.resolve(now().settings);

export const writeChoices = async (change: Partial<Choices>): Promise<InForce> => {
  await changeChoices(change);
  return now();
};

export const onInForce = (listener: (now: InForce) => void): (() => void) => onChoices(() => listener(now()));

export const onSettings = (listener: (settings: Settings) => void): (() => void) =>
  onInForce(({ settings }) => listener(settings));
