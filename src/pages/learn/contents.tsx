import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { CHAPTERS } from './chapter.js';

/** The way to each chapter; beside the text where there is room. */
export const Contents = (): JSX.Element => (
  <nav class="learn-contents" aria-label={t('learn_contents')}>
    <ol>
      {CHAPTERS.map(([id, words]) => (
        <li key={id}>
          <a href={`#${id}`}>{t(words)}</a>
        </li>
      ))}
    </ol>
  </nav>
);
