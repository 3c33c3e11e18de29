import type { JSX } from 'preact';
import { plural, t } from '../../i18n/i18n.js';
import { PAGES } from '../../ui/page/pages.js';
import { keepLog } from './keep-log.js';
import type { PanelStore, View } from './panel-store.js';

export interface ToolbarProps {
  readonly store: PanelStore;
  readonly view: View | undefined;
}

/** How much was seen, and what the developer tools' own panels offer as well: clear, keep, load again. */
export const Toolbar = ({ store, view }: ToolbarProps): JSX.Element => (
  <header class="panel-bar">
    <h1>
      <img src="/icons/missent.svg" alt="" /> Missent
    </h1>
    {view && (
      <p class="panel-counts">
        <span>{plural('map_requests', view.requests)}</span>
        {view.refused > 0 && <b>{plural('panel_refused', view.refused)}</b>}
      </p>
    )}
    <div class="panel-tools">
      <label class="panel-keep">
        <input
          type="checkbox"
          checked={store.keep.value}
          onChange={({ currentTarget: { checked } }) => {
            keepLog.choose(checked ? 'yes' : 'no');
            store.keepLog(checked);
          }}
        />
        {t('panel_keep')}
      </label>
      <button type="button" class="button" onClick={store.clear}>
        {t('panel_clear')}
      </button>
      <button type="button" class="button" onClick={store.reload}>
        {t('popup_reload')}
      </button>
      <a href={PAGES.learn} target="_blank" rel="noreferrer">
        {t('learn_title')}
      </a>
    </div>
  </header>
);
