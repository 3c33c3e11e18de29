import type { LabAddress } from '../../lab/lab.js';
import { type Scratch, scratch } from '../../lab/scratch.js';
import type { BrowserName } from '../../lab/site.js';
import { startChromium } from './chromium.js';
import type { BrowserDriver } from './driver.js';
import { findBrowser } from './executables.js';
import { startFirefox } from './firefox.js';
import { etcWithPolicy } from './own-etc.js';

export type { BrowserDriver, DrivenPage, DrivenTab } from './driver.js';
export { findBrowser } from './executables.js';

export interface LaunchOptions {
  readonly lab: LabAddress;
  /** A profile that outlives the browser; left out: one that is removed with it. */
  readonly profile?: string;
  readonly headless?: boolean;
  /** Port of a proxy on the loopback address, for http and https. */
  readonly proxyPort?: number;
  /** Chromium: `host:port` that is asked over HTTP/3 alone. Else it uses none. */
  readonly quicTo?: string;
  /** What an administrator sets for Missent, by the names of managed-schema.json; see whyNoPolicy in own-etc.ts. */
  readonly policy?: Readonly<Record<string, unknown>>;
  /** Certificates are checked as a user's browser does, names included. Firefox always does. */
  readonly checksCertificates?: true;
}

/** An empty folder for a profile that is to outlive a browser; `remove` it afterwards. */
export const makeProfile = (): Promise<Scratch> => scratch('profile');

/** Starts a real browser with the built extension, led to the lab. */
export async function launch(kind: BrowserName, options: LaunchOptions): Promise<BrowserDriver> {
  const found = findBrowser(kind);
  if ('missing' in found) throw new Error(found.missing);
  const etc = options.policy === undefined ? undefined : await etcWithPolicy(found.path, options.policy);
  const own = options.profile === undefined ? await makeProfile() : undefined;
  const profile = options.profile ?? own?.folder ?? '';
  const start = kind === 'chrome' ? startChromium : startFirefox;
  try {
    const driver = await start({
      executable: etc?.executable ?? found.path,
      lab: options.lab,
      profile,
      headless: options.headless ?? true,
      ...(options.proxyPort === undefined ? {} : { proxyPort: options.proxyPort }),
      ...(options.checksCertificates ? { checksCertificates: true } : {}),
      ...(options.quicTo === undefined ? {} : { quicTo: options.quicTo }),
    });
    const afterwards = (end: () => Promise<void>) => async () => {
      await end();
      await own?.remove();
      await etc?.remove();
    };
    return { ...driver, close: afterwards(driver.close), kill: afterwards(driver.kill) };
  } catch (error) {
    await own?.remove();
    await etc?.remove();
    throw error;
  }
}
