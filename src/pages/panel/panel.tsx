import './panel.css';
import type { JSX } from 'preact';
import { Announcer } from '../../ui/announcer.js';
import { useFailed } from '../../ui/failed.js';
import { ReaderPlaceProvider } from '../../ui/reader/reader.js';
import type { PanelStore } from './panel-store.js';
import { Shown } from './shown.js';
import { Toolbar } from './toolbar.js';

/** The panel of the developer tools: the inspected page's 421s and its connections. */
export function Panel({ store }: { readonly store: PanelStore }): JSX.Element {
  const failed = useFailed(undefined);
  const view = store.view.value;
  return (
    <div class="panel" data-state={view === undefined ? 'loading' : 'ready'}>
      <Toolbar store={store} view={view} />
      <main>
        {failed ??
          (view && (
            <ReaderPlaceProvider value="tools">
              <Shown store={store} view={view} />
            </ReaderPlaceProvider>
          ))}
      </main>
      <Announcer />
    </div>
  );
}
