import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { byField } from '../signals.js';

const REPORTS = 'ericc-ch/copilot-api#7; jjleng/copilot-more#31; caozhiyuan/copilot-api#369';

/** GitHub's Copilot API. Each plan has a host of its own, and refuses the tokens of the others. */
export const product: Product = {
  id: 'github-api',
  order: 300,
  name: 'GitHub Copilot API',
  kind: 'framework',
  // Go's text under it is Traefik's as well; the field is GitHub's.
  responder: (facts) =>
    /(?:^|\.)githubcopilot\.com$/.test(facts.authority.host)
      ? byField(facts, 'X-GitHub-Request-Id', /^[0-9A-F:]{8,80}$/i)
      : undefined,
  condition: text('product_github_condition'),
  implications: [
    { cause: 'application', weight: 3, text: text('product_github_implies_application'), source: REPORTS },
  ],
  fixes: [
    {
      id: 'github-host-of-the-token',
      causes: ['application'],
      role: 'responder',
      title: text('fix_github_host_of_token'),
      detail: text('fix_github_host_of_token_detail'),
      target: { file: 'Terminal', block: '', change: 'add' },
      lines: () =>
        `curl -H "Authorization: token $GITHUB_TOKEN" https://api.github.com/copilot_internal/v2/token | grep -o '"api": *"[^"]*"'`,
      standing: 'documented',
      source: REPORTS,
    },
  ],
  variants: [],
};
