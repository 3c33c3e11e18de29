import { describe, expect, it, vi } from 'vitest';
import { hostPortFrom } from '../../../../src/model/authority.js';
import { endpoint, hostName, openerName } from '../../../../src/ui/map/names.js';

vi.mock('../../../../src/platform/i18n.js', () => import('../words.js'));

describe('names on the map', () => {
  it('have the port only where it is not the default', () => {
    expect(hostName({ host: 'a.example', port: 443 }, true)).toBe('a.example');
    expect(hostName({ host: 'a.example', port: 80 }, true)).toBe('a.example:80');
    expect(hostName({ host: 'a.example', port: 80 }, false)).toBe('a.example');
  });

  it.each([
    ['a.example:443', 'a.example'],
    ['a.example:8443', 'a.example:8443'],
    ['[2001:db8::1]:443', '[2001:db8::1]'],
    // What a log says that is no host and port names nobody.
    ['nonsense', undefined],
    [':443', undefined],
    ['a.example:https', undefined],
  ])('for whom %s was opened', (logged, name) => {
    const openedFor = hostPortFrom(logged);
    expect(openerName({ secure: true, ...(openedFor && { openedFor }) })).toBe(name);
  });

  it('are none where nobody knows', () => {
    expect(openerName({ secure: true })).toBeUndefined();
  });

  it('set brackets around IPv6 before a port', () => {
    expect(endpoint('192.0.2.1', 443)).toBe('192.0.2.1:443');
    expect(endpoint('2001:db8::1', 443)).toBe('[2001:db8::1]:443');
    expect(endpoint('2001:db8::1', undefined)).toBe('2001:db8::1');
  });
});
