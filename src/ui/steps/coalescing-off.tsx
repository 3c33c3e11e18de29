import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Agent } from '../../model/incident.js';
import { CopyValue } from './copy-value.js';

/** Firefox: all.js; true by default. */
const PREFERENCE = 'network.http.http2.coalesce-hostnames';

/**
 * How connection sharing is switched off for a time, in the browser that saw the incident. Firefox has a
 * preference; pages of extensions may not open about:config, so its name is there to copy. Chromium has no
 * switch: its socket pools can be emptied, which also makes new connections.
 */
export function CoalescingOff({ agent }: { readonly agent: Agent }): JSX.Element {
  switch (agent.name) {
    case 'firefox':
      return (
        <>
          <p>{t('ui_coalescing_firefox_open')}</p>
          <CopyValue value="about:config" />
          <p>{t('ui_coalescing_firefox_search')}</p>
          <CopyValue value={PREFERENCE} />
          <p>{t('ui_coalescing_firefox_undo')}</p>
        </>
      );
    case 'chromium':
      return (
        <>
          <p>{t('ui_coalescing_chromium')}</p>
          <CopyValue value="chrome://net-internals/#sockets" />
        </>
      );
    default:
      return <p>{t('ui_coalescing_other')}</p>;
  }
}
