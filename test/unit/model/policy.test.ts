import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inForce } from '../../../src/model/in-force.js';
import { POLICY_NAMES, readPolicy } from '../../../src/model/policy.js';
import {
  contactFor,
  DEFAULT_CHOICES,
  DEFAULT_SETTINGS,
  isRecorded,
  MAX_HOSTS,
} from '../../../src/model/settings.js';

const wrong = (raw: unknown) =>
  readPolicy(raw).problems.map(({ where, found, expected }) => `${where} ${expected} ${found}`);

describe('a policy', () => {
  it('says what it says, in the form that the settings have', () => {
    const raw = {
      keepDays: 14,
      ignoredHosts: ['*.Ads.example', 'https://one.example:8443/x', 'one.example'],
      onlyHosts: ['*.corp.example'],
      showRecovered: false,
      watchSuspected: true,
      welcomePage: false,
      contacts: [
        { hosts: ['*.corp.example'], mail: 'web@corp.example' },
        { hosts: ['other.example'], url: 'https://desk.corp.example/new?kind=421' },
      ],
    };
    expect(readPolicy(raw)).toEqual({
      policy: {
        ...raw,
        ignoredHosts: ['*.ads.example', 'one.example'],
        contacts: [
          { hosts: ['*.corp.example'], to: { mail: 'web@corp.example' } },
          { hosts: ['other.example'], to: { url: 'https://desk.corp.example/new?kind=421' } },
        ],
      },
      problems: [],
    });
  });

  it.each([undefined, null, 'text', 3, {}, []])('that is %j says nothing', (raw) => {
    expect(readPolicy(raw)).toEqual({ policy: {}, problems: [] });
  });

  it.each([
    [{ keepDays: 91 }, ['keepDays days 91']],
    [{ keepDays: -1 }, ['keepDays days -1']],
    [{ keepDays: 1.5 }, ['keepDays days 1.5']],
    [{ keepDays: '30' }, ['keepDays days "30"']],
    [{ keepDays: null }, ['keepDays days null']],
    [{ showRecovered: 'false' }, ['showRecovered boolean "false"']],
    [{ watchSuspected: 0 }, ['watchSuspected boolean 0']],
    [{ welcomePage: [] }, ['welcomePage boolean []']],
    [{ ignoredHosts: 'a.example' }, ['ignoredHosts hosts "a.example"']],
    [{ onlyHosts: [] }, ['onlyHosts some_hosts []']],
    [{ onlyHosts: ['a b'] }, ['onlyHosts[0] host "a b"', 'onlyHosts some_hosts ["a b"]']],
    [{ keepHours: 3 }, ['keepHours known 3']],
    [{ constructor: 3 }, ['constructor known 3']],
    [{ theme: 'dark' }, ['theme known "dark"']],
    [{ contacts: {} }, ['contacts contacts {}']],
  ])('of %j sets nothing, and says why', (raw, problems) => {
    expect(readPolicy(raw).policy).toEqual({});
    expect(wrong(raw)).toEqual(problems);
  });

  it('loses of a list what is wrong, and no more', () => {
    const raw = { ignoredHosts: ['a.example', 5, 'two hosts', 'b.example'], keepDays: 7, welcomePage: 1 };
    expect(readPolicy(raw).policy).toEqual({ ignoredHosts: ['a.example', 'b.example'], keepDays: 7 });
    expect(wrong(raw)).toEqual([
      'ignoredHosts[1] host 5',
      'ignoredHosts[2] host "two hosts"',
      'welcomePage boolean 1',
    ]);
  });

  const of = (parts: object) => ({ hosts: ['a.example'], ...parts });
  const noMail = [
    'nobody',
    'a@b@c.example',
    'A <a@b.example>',
    'a@b.example, c@d.example',
    'a@b.example?cc=x@y',
    '',
  ];
  const noUrl = ['ftp://b.example/', 'javascript:alert(1)', 'b.example', 'https://u:p@b.example/', 7];
  const WRONG_CONTACTS: readonly (readonly [contact: unknown, problem: string])[] = [
    [of({}), 'contacts[0] contact'],
    [of({ mail: 'a@b.example', url: 'https://b.example/' }), 'contacts[0] contact'],
    ['a@b.example', 'contacts[0] contact'],
    [{ mail: 'a@b.example' }, 'contacts[0].hosts hosts'],
    [of({ hosts: [], mail: 'a@b.example' }), 'contacts[0].hosts some_hosts'],
    ...noMail.map((mail) => [of({ mail }), 'contacts[0].mail mail'] as const),
    ...noUrl.map((url) => [of({ url }), 'contacts[0].url url'] as const),
  ];
  it.each(WRONG_CONTACTS)('has no contact of %j', (contact, problem) => {
    const { policy, problems } = readPolicy({ contacts: [contact] });
    expect(policy).toEqual({ contacts: [] });
    expect(problems.map(({ where, expected }) => `${where} ${expected}`)).toEqual([problem]);
  });

  it('is bounded, whatever it says', () => {
    const many = Array.from({ length: MAX_HOSTS + 1 }, (_, at) => `h${at}.example`);
    expect(wrong({ ignoredHosts: many })).toEqual(['ignoredHosts fewer 501']);
    const { problems } = readPolicy(
      Object.fromEntries(many.map((name) => [name.repeat(50), name.repeat(99)])),
    );
    expect(problems).toHaveLength(50);
    for (const { where, found } of problems) expect(where.length + found.length).toBeLessThanOrEqual(140);
  });

  it('never throws, and gives values that it would read as the same again', () => {
    const name = fc.constantFrom(...POLICY_NAMES);
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue()), (raw) => {
        const { policy } = readPolicy(raw);
        const { contacts, ...others } = policy;
        const again = contacts ? { contacts: contacts.map(({ hosts, to }) => ({ hosts, ...to })) } : {};
        expect(readPolicy({ ...others, ...again })).toEqual({ policy, problems: [] });
      }),
    );
  });

  it('has in Chrome’s schema the names that are read, and no bound that would drop a value in silence', () => {
    const text = readFileSync(new URL('../../../managed-schema.json', import.meta.url), 'utf8');
    const schema: { properties: Record<string, unknown> } = JSON.parse(text);
    expect(Object.keys(schema.properties).toSorted()).toEqual([...POLICY_NAMES].toSorted());
    expect(text).not.toMatch(/"(minimum|maximum|enum|pattern|required)"/);
  });
});

describe('the settings in force', () => {
  const own = { ...DEFAULT_CHOICES, keepDays: 7, theme: 'dark', ignoredHosts: ['own.example'] } as const;

  it('are the policy’s, else the user’s, else the defaults', () => {
    const { settings, choices } = inForce(own, readPolicy({ ignoredHosts: [], watchSuspected: false }));
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, ...own, ignoredHosts: [], watchSuspected: false });
    expect(choices).toBe(own);
  });

  it('are the user’s where the policy’s value is wrong', () => {
    expect(inForce(own, readPolicy({ keepDays: 'long', ignoredHosts: 3 })).settings).toEqual({
      ...DEFAULT_SETTINGS,
      ...own,
    });
  });
});

describe('which hosts are recorded', () => {
  const hosts = { onlyHosts: ['*.corp.example', 'one.example'], ignoredHosts: ['ads.corp.example'] };
  it.each([
    ['www.corp.example', true],
    ['one.example', true],
    ['ads.corp.example', false],
    ['corp.example', false],
    ['other.example', false],
  ])('%s: %s', (host, recorded) => {
    expect(isRecorded(host, hosts)).toBe(recorded);
  });

  it('is all, where nothing is chosen', () => {
    expect(isRecorded('other.example', { onlyHosts: [], ignoredHosts: [] })).toBe(true);
  });
});

it('the first contact that is meant for a host is the one', () => {
  const { policy } = readPolicy({
    contacts: [
      { hosts: ['a.corp.example'], mail: 'a@corp.example' },
      { hosts: ['*.corp.example'], mail: 'all@corp.example' },
    ],
  });
  expect(contactFor('a.corp.example', policy.contacts ?? [])).toEqual({ mail: 'a@corp.example' });
  expect(contactFor('b.corp.example', policy.contacts ?? [])).toEqual({ mail: 'all@corp.example' });
  expect(contactFor('corp.example', policy.contacts ?? [])).toBeUndefined();
});
