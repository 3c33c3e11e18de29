import { signal } from '@preact/signals';
import { withIgnored } from '../../model/settings.js';
import { changeChoices, readChoices } from '../../platform/choices.js';
import { readInForce } from '../../platform/settings.js';

/**
 * The host that was ignored last in this page, or that could not be: the list is full, a policy sets it, or the browser
 * stored nothing.
 */
export interface IgnoredNow {
  readonly host: string;
  readonly state: 'ignored' | 'full' | 'locked' | 'failed';
}

export const ignoredNow = signal<IgnoredNow | undefined>(undefined);

/** Nothing of the host is recorded from now on. */
export async function ignoreHost(host: string): Promise<void> {
  try {
    if ((await readInForce()).policy.ignoredHosts) {
      ignoredNow.value = { host, state: 'locked' };
      return;
    }
    const { ignoredHosts } = await readChoices();
    const patterns = withIgnored(host, ignoredHosts);
    if (patterns) await changeChoices({ ignoredHosts: patterns });
    ignoredNow.value = { host, state: patterns ? 'ignored' : 'full' };
  } catch {
    ignoredNow.value = { host, state: 'failed' };
  }
}

/** Takes the last one back; a pattern that the user wrote stays. */
export async function undoIgnore(): Promise<void> {
  const now = ignoredNow.value;
  if (now?.state !== 'ignored') return;
  try {
    const { ignoredHosts } = await readChoices();
    await changeChoices({ ignoredHosts: ignoredHosts.filter((pattern) => pattern !== now.host) });
    ignoredNow.value = undefined;
  } catch {
    ignoredNow.value = { host: now.host, state: 'failed' };
  }
}
