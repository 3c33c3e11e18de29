import { type ReadonlySignal, signal } from '@preact/signals';

/** `refused`: the user was asked here and said no, or the browser did. */
export type AccessState = 'asking' | 'granted' | 'missing' | 'refused';

export interface Access {
  readonly state: ReadonlySignal<AccessState>;
  /** Asks the browser how it stands. */
  look(): Promise<void>;
  /** Asks the user; straight from a click. */
  grant(): Promise<void>;
}

export interface AccessPlatform {
  readonly hasAccess: () => Promise<boolean>;
  readonly requestAccess: () => Promise<boolean>;
}

/** Whether requests of all sites can be seen, and the way to that. */
export function createAccess({ hasAccess, requestAccess }: AccessPlatform): Access {
  const state = signal<AccessState>('asking');
  return {
    state,
    async look() {
      const granted = await hasAccess().catch(() => false);
      if (granted) state.value = 'granted';
      else if (state.value !== 'refused') state.value = 'missing';
    },
    async grant() {
      state.value = (await requestAccess().catch(() => false)) ? 'granted' : 'refused';
    },
  };
}
