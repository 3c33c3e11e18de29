import { type ComponentChildren, createContext, type JSX } from 'preact';
import { phrasesOf } from '../i18n/phrases.js';

/** Whether what is said stands where lines break between phrases: in a heading, or on the drawing. */
export const InPhrases = createContext(false);

export interface PhrasesProps {
  readonly text: string;
  /** What is drawn of a phrase; left out: its text. */
  readonly draw?: (phrase: string) => ComponentChildren;
}

/** A text whose lines break between its phrases (theme.css keeps them whole). */
export const Phrases = ({ text, draw = (phrase) => phrase }: PhrasesProps): JSX.Element => (
  <>{phrasesOf(text).map((phrase, index) => [index > 0 && <wbr key="break" />, draw(phrase)])}</>
);
