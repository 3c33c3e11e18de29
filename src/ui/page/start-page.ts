import '../theme.css';
import { type ComponentChild, render } from 'preact';
import { loadWords, messageDirection, messageLanguage, t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import { applyTheme } from '../apply-theme.js';

/** Draws a page that stands in a tab, once its words are there: its language, direction, theme and title, and what is in it. */
export async function startPage(title: MessageKey, content: ComponentChild): Promise<void> {
  document.documentElement.lang = messageLanguage();
  document.documentElement.dir = messageDirection();
  applyTheme();
  await loadWords();
  titlePage(t(title));
  const root = document.getElementById('root');
  if (root) render(content, root);
}

/** What the tab's title says of the page. */
export function titlePage(title: string): void {
  document.title = `${title} · Missent`;
}
