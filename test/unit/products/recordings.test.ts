import { describe, expect, it } from 'vitest';
import { seenInRecording } from './read.js';

/** Recorded answer, responder, fronts. */
const RECORDED: readonly (readonly [string, string | undefined, readonly string[]])[] = [
  ['apache-mismatch', 'apache certain', []],
  ['apache-hard-direct-ip', 'apache certain', []],
  ['nginx-apache', 'apache certain', ['nginx certain']],
  ['nginx-off-apache-hardened', 'apache certain', ['nginx certain']],
  ['nginx-varnish-apache', 'apache certain', ['nginx certain', 'varnish certain']],
  ['haproxy-apache', 'apache certain', []],
  ['caddy-apache', 'apache certain', ['caddy certain']],
  ['h2o-haproxy-apache', 'apache certain', ['h2o certain']],
  ['nghttpx-apache', 'apache certain', ['nghttpx certain']],
  ['ats-apache', 'apache certain', ['trafficserver certain']],
  ['squid-apache', 'apache certain', ['squid certain']],
  ['varnish-apache', 'apache certain', ['varnish certain']],
  ['apache-via-json', 'nestjs likely', ['apache certain']],
  ['acme-apache', 'apache certain', ['unknown-gateway likely']],
  ['via-apache-hardened', 'apache certain', ['unknown-gateway likely']],
  ['nginx-rewrites-host', 'apache certain', ['unknown-gateway likely']],
  ['nginx-rewrites-port', 'apache certain', ['unknown-gateway likely']],
  ['no-server-apache-hardened', 'apache certain', ['unknown-gateway possible']],
  ['x-served-by-apache', 'apache certain', ['unknown-gateway possible']],
  ['http-haproxy-apache', 'apache certain', ['unknown-gateway likely']],
  ['nginx-catchall', 'nginx certain', []],
  ['nginx-tokens-off', 'nginx certain', []],
  ['nginx-own-check', 'nginx certain', []],
  ['caddy-nginx', 'nginx certain', ['caddy certain']],
  ['caddy-direct-ip', 'caddy likely', []],
  ['nginx-caddy', 'caddy possible', ['nginx likely']],
  ['caddy-caddy', 'caddy likely', ['caddy certain']],
  ['haproxy-port', 'haproxy certain', []],
  ['nginx-haproxy', 'haproxy certain', ['nginx likely']],
  ['caddy-haproxy', 'haproxy certain', ['caddy likely']],
  ['go-http-error', 'traefik possible', []],
  ['nginx-go', 'traefik possible', ['nginx possible']],
  ['varnish-synth', 'varnish certain', []],
  ['nginx-mcp', undefined, ['nginx possible']],
  ['http-mcp', 'uvicorn likely', []],
  ['nginx-json', 'nestjs likely', ['nginx likely']],
  ['nginx-apache-custom', undefined, ['nginx certain']],
  ['nginx-error-page', undefined, ['nginx possible']],
  ['caddy-respond', undefined, ['caddy possible']],
  ['nginx-mention', undefined, ['nginx possible']],
  ['haproxy-text', undefined, []],
];

describe.each(['chromium', 'firefox'] as const)('recorded responses as %s shows them', (browser) => {
  it.each(RECORDED)('%s', (name, responder, gateways) => {
    expect(seenInRecording(name, browser)).toEqual({ responder, gateways });
  });
});

describe('answers whose body could not be had', () => {
  const unseen = { type: 'image', body: null } as const;
  it('Apache by the label of its error pages, nginx over it', () => {
    expect(seenInRecording('nginx-apache', 'chromium', unseen)).toEqual({
      responder: 'apache likely',
      gateways: ['nginx certain'],
    });
  });
  it('HAProxy by size and fields', () => {
    expect(seenInRecording('haproxy-port', 'chromium', unseen).responder).toBe('haproxy likely');
  });
  it('Caddy by the empty length', () => {
    expect(seenInRecording('caddy-direct-ip', 'chromium', unseen).responder).toBe('caddy likely');
  });
  it('nginx possibly, by the label of its error pages', () => {
    expect(seenInRecording('nginx-catchall', 'chromium', unseen)).toEqual({
      responder: 'nginx possible',
      gateways: [],
    });
  });
});
