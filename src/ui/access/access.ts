import { type ReadonlySignal, signal } from '@preact/signals';
import type { SiteAccess } from '../../model/site-access.js';

export interface Access {
  /** undefined until the browser has said it. */
  readonly sites: ReadonlySignal<SiteAccess | undefined>;
  /** The user was asked here and said no, or the browser did. */
  readonly refused: ReadonlySignal<boolean>;
  /** Asks the user; straight from a click. */
  grant(): Promise<void>;
  /** Asks the browser how it stands, and again whenever that may have changed. Returns the function that stops it. */
  start(): () => void;
}

export interface AccessPlatform {
  readonly siteAccess: () => Promise<SiteAccess>;
  readonly requestAccess: () => Promise<boolean>;
  readonly onAccessChanged: (listener: () => void) => () => void;
}

/** Whether requests of all sites can be seen, and the way to that. */
export function createAccess({ siteAccess, requestAccess, onAccessChanged }: AccessPlatform): Access {
  const sites = signal<SiteAccess | undefined>(undefined);
  const refused = signal(false);
  const look = async (): Promise<void> => {
    sites.value = await siteAccess().catch((): SiteAccess => 'none');
    if (sites.value === 'all') refused.value = false;
  };
  return {
    sites,
    refused,
    async grant() {
      refused.value = !(await requestAccess().catch(() => false));
      await look();
    },
    start() {
      void look();
      return onAccessChanged(() => void look());
    },
  };
}
