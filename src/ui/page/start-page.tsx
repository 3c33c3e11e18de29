import '../theme.css';
import { type ComponentChild, render } from 'preact';
import { loadWords, messageDirection, messageLanguage, t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import { applyTheme } from '../apply-theme.js';

export interface PageParts {
  readonly content: ComponentChild;
  /** Of the document. */
  readonly title?: () => string;
  /** What the content waits for besides its words. */
  readonly until?: Promise<unknown>;
}

/** Draws a page once its words are there, in their language and direction. Without them it says so, in the browser's own messages. */
export async function drawPage({ content, title, until }: PageParts): Promise<void> {
  document.documentElement.lang = messageLanguage();
  document.documentElement.dir = messageDirection();
  const drawn = await loadWords().then(
    () => content,
    () => (
      <main class="wordless">
        <p role="alert">{t('words_unreadable')}</p>
      </main>
    ),
  );
  if (drawn === content) await until;
  if (drawn === content && title) document.title = title();
  const root = document.getElementById('root');
  if (root) render(drawn, root);
}

/** As drawPage, for a page that stands in a tab: in the user's theme, and with the extension's name in its title. */
export async function startPage(title: MessageKey, content: ComponentChild): Promise<void> {
  await drawPage({ content, title: () => tabTitle(t(title)), until: applyTheme() });
}

/** What the tab's title says of the page. */
export function titlePage(title: string): void {
  document.title = tabTitle(title);
}

const tabTitle = (title: string): string => `${title} · Missent`;
