import './popup.css';
// Of a part that comes later: small, and one file less to wait for.
import './case-list.css';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { plural } from '../../i18n/i18n.js';
import { Announcer, announce } from '../../ui/announcer.js';
import { useFailed } from '../../ui/failed.js';
import { PageActionsProvider } from '../../ui/page-actions.js';
import { Masthead } from './masthead.js';
import type { PopupStore, View } from './popup-store.js';
import { Shown } from './shown.js';
import { Loading } from './states.js';

export interface PopupProps {
  readonly store: PopupStore;
  /** The page stands in a tab of its own and not in the popup's 400 by 600 pixels. */
  readonly spacious: boolean;
}

export function Popup({ store, spacious }: PopupProps): JSX.Element {
  const view = store.view.value;
  const failed = useFailed(view.kind === 'error' ? view.message : undefined, () => void store.refresh());
  useAnnouncedCount(view);
  return (
    <div class="popup" data-spacious={spacious} data-state={view.kind === 'loading' ? 'loading' : 'ready'}>
      <Masthead view={view} spacious={spacious} openPage={store.openPage} openInTab={store.openInTab} />
      <main>
        {failed ??
          (view.kind !== 'shown' ? (
            <Loading />
          ) : (
            <PageActionsProvider value={store.pageActions.value}>
              <Shown
                view={view}
                grant={store.grant}
                reload={store.reload}
                openPage={store.openPage}
                spacious={spacious}
              />
            </PageActionsProvider>
          ))}
      </main>
      <Announcer />
    </div>
  );
}

/** Says how many hosts there are now, when that changed while the page was open. */
function useAnnouncedCount(view: View): void {
  const count = view.kind === 'shown' ? view.count : undefined;
  const before = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (before.current !== undefined && count !== undefined && count !== before.current) {
      announce(plural('popup_hosts', count));
    }
    before.current = count ?? before.current;
  }, [count]);
}
