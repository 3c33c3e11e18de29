import { expect, test } from 'vitest';
import { APACHE, NGINX } from '../../../fixtures/server-pages.js';
import {
  certificate,
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

test('the browser was shown a certificate for another name', () => {
  const overridden = diagnosed({ tls: { domainMismatch: true } }, { agent: FIREFOX });
  expect(verdictOf(overridden)).toMatch(/^certificate-mismatch/);
  const read = diagnosed({}, { agent: FIREFOX }, certificate(['other.example', '*.shop.example']));
  expect(evidenceIds(read, 'certificate-mismatch')).toContain('shown-certificate-lacks-host');
});

test('a check, or a pasted output, shows it', () => {
  const checked = diagnosed(NGINX, {
    checks: [check('certificate', [response(421, { tls: { domainMismatch: true } })])],
  });
  expect(evidenceIds(checked, 'certificate-mismatch')).toContain('checked-certificate-lacks-host');
  const shown = { dnsNames: ['other.example'], addresses: [], namesComplete: true };
  const told = diagnosed(NGINX, { pasted: [pasted({ program: 'openssl', certificate: shown })] });
  expect(evidenceIds(told, 'certificate-mismatch')).toContain('pasted-certificate-lacks-host');
});

test('an incomplete list, or a handshake with another name, proves nothing', () => {
  const part = { dnsNames: ['other.example'], addresses: [], namesComplete: false };
  expect(
    findingOf(diagnosed(NGINX, { pasted: [pasted({ certificate: part })] }), 'certificate-mismatch'),
  ).toBeUndefined();
  const whole = { ...part, namesComplete: true };
  for (const sni of [null, 'other.example']) {
    const diagnosis = diagnosed(NGINX, { pasted: [pasted({ certificate: whole, sni })] });
    expect(findingOf(diagnosis, 'certificate-mismatch')).toBeUndefined();
  }
});

test('excluded by a certificate that covers the host', () => {
  const read = diagnosed(NGINX, { agent: FIREFOX }, certificate(['*.example', 'shop.example']));
  expect(ruledOut(read)['certificate-mismatch']).toBe('evidence_certificate_covers_host');
  const checkedByFirefox = diagnosed({ ...NGINX, tls: { sha256: 'ab' } }, { agent: FIREFOX });
  expect(ruledOut(checkedByFirefox)['certificate-mismatch']).toBe('evidence_certificate_covers_host');
  const whole = { dnsNames: ['*.shop.example', 'shop.example'], addresses: [], namesComplete: true };
  const told = diagnosed(NGINX, { pasted: [pasted({ certificate: whole })] });
  expect(ruledOut(told)['certificate-mismatch']).toBe('evidence_pasted_certificate_covers_host');
});

test('nothing of the certificate known: nothing claimed', () => {
  const diagnosis = diagnosed(APACHE);
  expect(findingOf(diagnosis, 'certificate-mismatch')).toBeUndefined();
  expect(ruledOut(diagnosis)['certificate-mismatch']).toBeUndefined();
});
