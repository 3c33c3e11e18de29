import type { Policy, PolicyProblem, PolicyReading } from './policy.js';
import { type Choices, DEFAULT_SETTINGS, type Settings } from './settings.js';

/** The settings in force, and where they come from. */
export interface InForce {
  readonly settings: Settings;
  readonly choices: Choices;
  /** What it names is locked for the user. */
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
}

/** The one place where the settings are made of defaults, the user's choices and a policy. */
export const inForce = (choices: Choices, { policy, problems }: PolicyReading): InForce => ({
  settings: { ...DEFAULT_SETTINGS, ...choices, ...policy },
  choices,
  policy,
  problems,
});
