import { expect, test } from 'vitest';
import { known } from '../../../../src/model/known.js';
import { CUSTOM } from '../../../fixtures/server-pages.js';
import {
  check,
  diagnosed,
  evidenceIds,
  FIREFOX,
  findingOf,
  pasted,
  response,
  ruledOut,
  verdictOf,
} from '../read.js';

const dns = (...addresses: string[]) => check('address', [], { dns: { addresses } });

test('DNS does not give the address in use', () => {
  const diagnosis = diagnosed(CUSTOM, { agent: FIREFOX, checks: [dns('198.51.100.7')] });
  expect(verdictOf(diagnosis)).toBe('stale-address possible');
});

test('and the host answers at the one that it gives', () => {
  const diagnosis = diagnosed(CUSTOM, {
    agent: FIREFOX,
    checks: [dns('198.51.100.7'), check('repeat', [response(200, { address: '198.51.100.7' })])],
  });
  expect(verdictOf(diagnosis)).toBe('stale-address likely');
});

test('a program is answered elsewhere', () => {
  const diagnosis = diagnosed(CUSTOM, { pasted: [pasted({ status: 200, address: '198.51.100.7' })] });
  expect(evidenceIds(diagnosis, 'stale-address')).toContain('pasted-elsewhere-answered');
});

test('excluded if DNS gives the address', () => {
  const diagnosis = diagnosed(CUSTOM, { agent: FIREFOX, checks: [dns('198.51.100.7', '192.0.2.10')] });
  expect(ruledOut(diagnosis)['stale-address']).toBe('evidence_address_in_dns');
});

test('through a proxy the address is the proxy’s, so nothing follows', () => {
  const proxy = known({ type: 'http', host: 'proxy.example', port: 3128 });
  const diagnosis = diagnosed({ ...CUSTOM, proxy }, { agent: FIREFOX, checks: [dns('198.51.100.7')] });
  expect(findingOf(diagnosis, 'stale-address')).toBeUndefined();
});
