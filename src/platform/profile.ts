import { browser } from './browser.js';

/**
 * Whether this code runs in a private window: an extension page of one, or Chrome's background for all of them. Chrome
 * runs the extension twice (`"incognito": "split"`), and each of the two sees only the requests, tabs and pages of its
 * own windows. Firefox has one background, which sees both kinds and is itself in neither.
 */
export const inPrivateWindow = (): boolean => browser.extension?.inIncognitoContext === true;
