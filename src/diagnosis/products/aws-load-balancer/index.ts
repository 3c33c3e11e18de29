import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { sign } from '../signals.js';

/** Cookies of sticky sessions; browsers that hide Set-Cookie from extensions do not show them. */
const COOKIE = /^AWSALB(?:CORS|TG|TGCORS)?=/;

/** AWS Application Load Balancer. Never answers 421 itself; sends its targets a TLS name of its own. */
export const product: Product = {
  id: 'aws-load-balancer',
  order: 60,
  name: 'AWS Application Load Balancer',
  kind: 'balancer',
  gateway: (facts) =>
    facts.headers('set-cookie').some((cookie) => COOKIE.test(cookie))
      ? sign('certain', text('product_by_header', 'Set-Cookie: AWSALB'))
      : undefined,
  condition: text('product_aws_load_balancer_condition'),
  implications: [],
  fixes: [
    {
      id: 'aws-http-targets',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_aws_http_targets'),
      detail: text('fix_aws_http_targets_detail'),
      target: { file: 'AWS CLI', block: '', change: 'add' },
      lines: () =>
        'aws elbv2 create-target-group --name TARGET_GROUP --protocol HTTP --port 80 --vpc-id VPC_ID',
      lowersSecurity: {
        opens: text('fix_aws_http_targets_opens'),
        wrongFor: text('fix_aws_http_targets_wrong_for'),
      },
      standing: 'documented',
      source: 'docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
    },
  ],
  variants: [],
};
