import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';

/**
 * A choice of the user among a few words that outlives the page. It is a matter of taste and no finding, so it
 * lies in the page's own localStorage; where that is refused the choice lives as long as the page.
 */
export function remembered<Choice extends string>(
  name: string,
  choices: readonly Choice[],
  fallback: Choice,
): { readonly choice: ReadonlySignal<Choice>; readonly choose: (value: Choice) => void } {
  let made: Signal<Choice> | undefined;
  // Read when it is first asked for: the page waits for the disk meanwhile.
  const own = (): Signal<Choice> => {
    made ??= signal(read(name, choices) ?? fallback);
    return made;
  };
  return {
    choice: computed(() => own().value),
    choose(value) {
      own().value = value;
      try {
        localStorage.setItem(`missent.${name}`, value);
      } catch {
        // Storage is full or switched off: the choice still holds for this page.
      }
    },
  };
}

function read<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
  try {
    const stored = localStorage.getItem(`missent.${name}`);
    return choices.find((choice) => choice === stored);
  } catch {
    return undefined;
  }
}
