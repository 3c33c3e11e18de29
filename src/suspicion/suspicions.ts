// Which rule a response fits. Pure and total: fields and bodies are hostile text.
import { pageOf } from './page.js';
import type { SeenResponse, SuspicionRule } from './rule.js';
import { rule as apache } from './rules/apache.js';
import { rule as azureAppService } from './rules/azure-app-service.js';
import { RULES as CLOUDFLARE } from './rules/cloudflare.js';
import { rule as fastly } from './rules/fastly.js';
import { rule as githubPages } from './rules/github-pages.js';
import { rule as heroku } from './rules/heroku.js';
import { RULES as HTTP_SYS } from './rules/http-sys.js';
import { rule as jetty } from './rules/jetty.js';
import { rule as netlify } from './rules/netlify.js';
import { rule as pantheon } from './rules/pantheon.js';
import { rule as s3 } from './rules/s3.js';
import { rule as vercel } from './rules/vercel.js';

/** In the order of docs/causes.md: servers, CDNs, platforms. */
export const SUSPICION_RULES: readonly SuspicionRule[] = [
  jetty,
  apache,
  ...HTTP_SYS,
  ...CLOUDFLARE,
  fastly,
  s3,
  githubPages,
  heroku,
  netlify,
  vercel,
  pantheon,
  azureAppService,
];

const STATUSES: ReadonlySet<number> = new Set(SUSPICION_RULES.flatMap(({ statuses }) => statuses));

/** A status that a rule names: the first look, at no cost to a good response. */
export const isSuspiciousStatus = (status: number): boolean => status >= 400 && STATUSES.has(status);

/** A page that a rule recognised, and the words that decided. */
export interface Suspicion {
  readonly rule: SuspicionRule;
  readonly words: string;
}

const isUnder = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** Rules whose writer the fields name. */
const candidates = (response: SeenResponse): SuspicionRule[] =>
  SUSPICION_RULES.filter(
    ({ statuses, named, ownDomains = [] }) =>
      statuses.includes(response.status) &&
      named(response) &&
      !ownDomains.some((domain) => isUnder(response.host, domain)),
  );

/** `read`: only the body can decide. `decided`: the fields did. undefined: nothing of this response is looked at. */
export function firstLook(response: SeenResponse): 'read' | 'decided' | undefined {
  if (!isSuspiciousStatus(response.status)) return undefined;
  const rules = candidates(response);
  if (rules.length === 0) return undefined;
  return rules.some(({ says }) => says === undefined) ? 'decided' : 'read';
}

/** `body`: undefined where it was not read. */
export function suspicionOf(response: SeenResponse, body: string | undefined): Suspicion | undefined {
  const page = body === undefined ? undefined : pageOf(body);
  for (const rule of candidates(response)) {
    const words = rule.says === undefined ? rule.field : page && rule.says(page, response);
    if (words !== undefined) return { rule, words };
  }
  return undefined;
}
