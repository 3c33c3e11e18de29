import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

export interface ChooseButtonProps {
  readonly words: string;
  /** It is what the page is there for at the moment. */
  readonly strong: boolean;
  readonly take: (file: File) => void;
}

/** Opens the browser's file dialog. */
export function ChooseButton({ words, strong, take }: ChooseButtonProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class={strong ? 'button button-strong' : 'button'}
        onClick={() => input.current?.click()}
      >
        {words}
      </button>
      <input
        ref={input}
        class="visually-hidden log-file"
        type="file"
        accept=".json,.har,.zhar,.log,.txt,.ndjson,.gz,.zip,application/json,text/plain"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          // The same file again is a new try.
          event.currentTarget.value = '';
          if (chosen) take(chosen);
        }}
      />
    </>
  );
}
