import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { wrongDiagnosisUrl } from '../../../src/report/wrong-diagnosis.js';
import { shop } from './incidents.js';

const BUGS = 'https://github.com/missent/missent/issues';
const urlAt = (bugs: string) => {
  const incident = shop();
  return wrongDiagnosisUrl(bugs, incident, diagnose(incident), '1.2.3');
};

describe('the address for a wrong diagnosis', () => {
  it('is the form of the project, with ids of what was said', () => {
    const { origin, pathname, searchParams } = new URL(urlAt(BUGS));
    expect(`${origin}${pathname}`).toBe(`${BUGS}/new`);
    expect(searchParams.get('template')).toBe('wrong-diagnosis.yml');
    expect(searchParams.get('report')).toMatch(/^Missent 1\.2\.3, chromium/);
  });

  it('has no host, path, address or text of the server', () => {
    const url = decodeURIComponent(urlAt(BUGS));
    for (const part of ['shop', 'SECRET', '192.0.2', 'via', 'gateway, ']) expect(url).not.toContain(part);
  });

  it.each(['https://bugs.example/missent', 'https://github.com.evil.example/a/b/issues'])(
    'is as it stands where it is no tracker whose forms are known: %s',
    (bugs) => expect(urlAt(bugs)).toBe(bugs),
  );
});
