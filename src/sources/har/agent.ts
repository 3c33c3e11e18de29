import type { Agent } from '../../model/incident.js';
import { type JsonObject, textIn } from '../log/json.js';

/** Program names in `browser` and `creator` (HAR 1.2), of which the first that matches tells the browser. */
const BROWSERS: readonly (readonly [RegExp, Agent['name']])[] = [
  [/firefox/i, 'firefox'],
  // Chromium's DevTools call themselves WebInspector, Safari's WebKit Web Inspector.
  [/^webinspector$|chrom(?:e|ium)|edge/i, 'chromium'],
  [/webkit|safari/i, 'safari'],
];

const VERSIONS: Readonly<Partial<Record<Agent['name'], RegExp>>> = {
  chromium: /Chrom(?:e|ium)\/([\d.]{1,40})/,
  firefox: /Firefox\/([\d.]{1,40})/,
  safari: /Version\/([\d.]{1,40})/,
};

/**
 * The browser whose view of its requests the file holds. A proxy's file (Charles, Fiddler, mitmproxy) is `other`,
 * whatever browser was behind it: it has each try as a request of its own, so no browser's retry rule holds for it.
 */
export function agentOf(
  browser: JsonObject | undefined,
  creator: JsonObject | undefined,
  userAgent: string | undefined,
): Agent {
  for (const program of [textIn(browser, 'name'), textIn(creator, 'name')]) {
    const name = BROWSERS.find(([pattern]) => program !== undefined && pattern.test(program))?.[1];
    if (name !== undefined) {
      const version = VERSIONS[name]?.exec(userAgent ?? '')?.[1];
      return { name, ...(version === undefined ? {} : { version }) };
    }
  }
  return { name: 'other' };
}

const MAX_CREATOR = 100;

export function creatorName(creator: JsonObject | undefined): string | undefined {
  const name = textIn(creator, 'name');
  return name === undefined
    ? undefined
    : `${name} ${textIn(creator, 'version') ?? ''}`.trim().slice(0, MAX_CREATOR);
}
