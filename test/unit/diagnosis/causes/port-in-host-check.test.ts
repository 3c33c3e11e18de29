import { expect, test } from 'vitest';
import { APACHE, HAPROXY, NGINX } from '../../../fixtures/server-pages.js';
import { check, diagnosed, evidenceIds, findingOf, neighbour, response, verdictOf } from '../read.js';

const onPort = { url: 'https://shop.example:8443/' };

test('HAProxy’s rule on a port of its own', () => {
  const diagnosis = diagnosed({ ...HAPROXY, ...onPort });
  expect(verdictOf(diagnosis)).toBe('port-in-host-check possible');
  expect(diagnosis.findings[0]?.verdict.args).toEqual(['HAProxy', 'shop.example:8443']);
});

test('nginx’s page on a port of its own may be a rule with $http_host', () => {
  const diagnosis = diagnosed({ ...NGINX, ...onPort });
  expect(verdictOf(diagnosis)).toBe('port-in-host-check possible');
  expect(findingOf(diagnosis, 'host-not-served')).toBeDefined();
});

test('against it: a neighbour on the same port answers', () => {
  const diagnosis = diagnosed(
    { ...NGINX, ...onPort },
    { neighbours: [neighbour('other.example', { port: 8443 })] },
  );
  expect(verdictOf(diagnosis)).toMatch(/^host-not-served/);
});

test('against it: it answers again', () => {
  const diagnosis = diagnosed({ ...HAPROXY, ...onPort }, { checks: [check('repeat', [response(200)])] });
  expect(evidenceIds(diagnosis, 'port-in-host-check')).not.toContain('own-port');
  expect(verdictOf(diagnosis)).not.toMatch(/^port-in-host-check/);
});

test('on 443 the Host header has no port', () => {
  expect(findingOf(diagnosed(HAPROXY), 'port-in-host-check')).toBeUndefined();
  expect(
    findingOf(diagnosed({ ...HAPROXY, url: 'https://shop.example:443/' }), 'port-in-host-check'),
  ).toBeUndefined();
});

test('Apache takes no notice of the port', () => {
  expect(findingOf(diagnosed({ ...APACHE, ...onPort }), 'port-in-host-check')).toBeUndefined();
});
