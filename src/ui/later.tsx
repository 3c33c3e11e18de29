import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { afterFrame } from './after-frame.js';

type Made<Props> = { readonly component: FunctionComponent<Props> } | { readonly fault: unknown } | undefined;

/**
 * A part of a page whose script is loaded when it is first drawn, for few readers open it; until then it is empty. One
 * that cannot be loaded fails as if it could not be drawn, and is asked for again the next time.
 */
export function later<Props>(load: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  const made = signal<Made<Props>>(undefined);
  let loading = false;
  const begin = (): void => {
    if (loading) return;
    loading = true;
    // What stands around it is not to wait for the start of its load.
    afterFrame()
      .then(load)
      .then(
        (component) => {
          made.value = { component };
        },
        (fault: unknown) => {
          made.value = { fault };
        },
      )
      .finally(() => {
        loading = false;
      });
  };
  return (props) => {
    const now = made.value;
    if (now === undefined) {
      begin();
      return null;
    }
    if ('fault' in now) {
      made.value = undefined;
      throw now.fault;
    }
    const Component = now.component;
    return <Component {...props} />;
  };
}
