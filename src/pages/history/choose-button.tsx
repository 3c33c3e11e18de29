import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

export interface ChooseButtonProps {
  readonly words: string;
  /** What the file's name may end in, and its media types, as in an input's `accept`. */
  readonly accept: string;
  /** It is what the page is there for at the moment. */
  readonly strong?: true;
  readonly take: (file: File) => void;
}

/** Logs of browsers and servers, and texts with a response in them. */
export const LOG_FILES = '.json,.har,.zhar,.log,.txt,.ndjson,.gz,.zip,application/json,text/plain';
/** What Missent exports. */
export const EXPORT_FILES = '.json,application/json';

/** Opens the browser's file dialog. */
export function ChooseButton({ words, accept, strong, take }: ChooseButtonProps): JSX.Element {
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
        class="visually-hidden choose-file"
        type="file"
        accept={accept}
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
