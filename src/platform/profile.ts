import { browser } from './browser.js';

/**
 * Whether this code runs in a private window: an extension page of one, or Chrome's background for all of them. Chrome
 * runs the extension twice (`"incognito": "split"`), and each of the two sees only the requests, tabs and pages of its
 * own windows. Firefox has one background, which sees both kinds and is itself in neither.
 */
export function inPrivateWindow(): boolean {
  here ??= browser.extension?.inIncognitoContext === true;
  return here;
}

/** It stays so as long as the code runs; each response of Chrome is asked for its context. */
let here: boolean | undefined;
