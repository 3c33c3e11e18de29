import { createContext, Fragment, type JSX } from 'preact';
import { phrasesOf } from '../i18n/phrases.js';

/** Whether what is said stands in a heading, whose lines break between phrases. */
export const InHeading = createContext(false);

/** A text whose lines break between its phrases (theme.css keeps them whole). */
export function Phrases({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {phrasesOf(text)?.map((phrase, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {phrase}
        </Fragment>
      )) ?? text}
    </>
  );
}
