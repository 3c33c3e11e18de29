import { signal } from '@preact/signals';
import type { JSX } from 'preact';

const said = signal('');

/** Announces to a screen reader what others see; politely, when it has finished speaking. */
export function announce(message: string): void {
  // The same words twice are a change only if they differ by a character that is not spoken.
  said.value = said.value === message ? `${message}\u00a0` : message;
}

/** The page's one live region. It must be there, empty, before the first announcement. */
export const Announcer = (): JSX.Element => (
  <p class="visually-hidden" role="status" aria-live="polite">
    {said}
  </p>
);
