import type { FixedBy, Hop } from '../../src/model/cause.js';
import type { Weight } from '../../src/model/diagnosis.js';

export const WEIGHTS: Readonly<Record<Weight, string>> = {
  decides: '**decides**',
  3: 'strongly for',
  2: 'for',
  1: 'weakly for',
  [-1]: 'weakly against',
  [-2]: 'against',
  [-3]: 'strongly against',
  excludes: '**excludes**',
};

export const HOPS: Readonly<Record<Hop, string>> = {
  browser: 'between browser and server, on the browser’s side',
  network: 'on the network in between',
  edge: 'at the edge: CDN, balancer or proxy',
  'edge-origin': 'between the gateway and the origin',
  origin: 'at the origin server',
  application: 'in the application',
  unknown: 'not known',
};

export const FIXED_BY: Readonly<Record<FixedBy, string>> = {
  visitor: 'the visitor',
  operator: 'the operator of the site',
  developer: 'the developer of the application',
  'network-admin': 'whoever runs the visitor’s network',
  'nobody-known': 'not known',
};
