import { inBoth, type Site } from '../site.js';
import { cloudfront421, fastly421, frontDoor421 } from './recorded.js';

/** A CDN's edge refuses by itself. */
export const edges: readonly Site[] = [
  {
    id: 'fastly-certificate',
    title: 'Fastly: host not on the certificate',
    story: 'The host was not added to the service’s TLS domains, or its DNS leads to the wrong certificate.',
    hosts: { 'www.fastly-edge.test': () => fastly421 },
    visits: ['https://www.fastly-edge.test/'],
    expect: inBoth({
      host: 'www.fastly-edge.test',
      status: 'misdirected',
      causes: ['host-not-served', 'certificate-mismatch'],
      atMost: 'certain',
    }),
  },
  {
    id: 'cloudfront-distribution',
    title: 'CloudFront: distribution and certificate differ',
    story:
      'CloudFront refuses a Host that belongs to another distribution than the connection’s certificate.',
    hosts: { 'www.cloudfront-edge.test': () => cloudfront421 },
    visits: ['https://www.cloudfront-edge.test/'],
    expect: inBoth({
      host: 'www.cloudfront-edge.test',
      status: 'misdirected',
      causes: ['edge-policy'],
      atMost: 'certain',
    }),
  },
  {
    id: 'front-door-fronting',
    title: 'Azure Front Door: SNI and Host differ',
    story: 'Front Door’s rule against domain fronting, with its “services aren’t available” page.',
    hosts: { 'www.frontdoor-edge.test': () => frontDoor421 },
    visits: ['https://www.frontdoor-edge.test/'],
    expect: inBoth({
      host: 'www.frontdoor-edge.test',
      status: 'misdirected',
      causes: ['edge-policy'],
      atMost: 'certain',
    }),
  },
];
