import { describe, expect, test } from 'vitest';
import { CAUSES, unknownCause } from '../../../src/diagnosis/causes/index.js';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { confidenceAt, rank } from '../../../src/diagnosis/rank.js';
import type { Weighed } from '../../../src/diagnosis/weigh.js';
import { CAUSE_IDS } from '../../../src/model/cause.js';
import type { Weight } from '../../../src/model/diagnosis.js';
import { text } from '../../../src/model/text.js';
import { incidentOf, NOON } from '../../fixtures/build.js';
import { APACHE, APACHE_BEHIND_NGINX, HAPROXY, JSON_RESPONSE, NGINX } from '../../fixtures/server-pages.js';
import { causesOf, check, diagnosed, findingOf, response, STEADILY, scoreOf, verdictOf } from './read.js';

const weighed = (at: number, ...weights: readonly Weight[]): Weighed => {
  const cause = CAUSES[at];
  if (!cause) throw new Error('no such cause');
  return {
    cause,
    evidence: weights.map((weight, index) => ({
      id: `e${index}`,
      weight,
      text: text('cause_unknown_name'),
      source: 'test',
    })),
    score: weights.reduce<number>(
      (sum, weight) => sum + (weight === 'decides' ? 6 : weight === 'excludes' ? -6 : weight),
      0,
    ),
    decided: weights.includes('decides'),
    excluded: weights.includes('excludes'),
  };
};
const confidences = (...list: readonly Weighed[]) => {
  const ranked = rank(list);
  return ranked.map((_, place) => confidenceAt(ranked, place));
};

test('every cause of the model has its file, and the unknown one stands apart', () => {
  expect([...CAUSES.map(({ id }) => id), unknownCause.id].toSorted()).toEqual([...CAUSE_IDS].toSorted());
});

test('every cause can be argued against', () => {
  for (const { id, rules } of CAUSES) {
    const against = rules.filter(({ weight }) => weight === 'excludes' || Number(weight) < 0);
    expect(against.length, id).toBeGreaterThan(0);
  }
});

test('evidence ids are unique within a cause, and each rule names its source', () => {
  for (const { id, rules } of CAUSES) {
    expect(new Set(rules.map((rule) => rule.id)).size, id).toBe(rules.length);
    for (const rule of rules) expect(rule.source, `${id} ${rule.id}`).toMatch(/\w{3}/);
  }
});

describe('ranking', () => {
  test('what is decided goes before what is only weighed', () => {
    const ranked = rank([weighed(5, 3, 3, 3), weighed(9, 'decides')]);
    expect(ranked[0]?.decided).toBe(true);
  });
  test('then by the sum; the given order breaks ties', () => {
    const [a, b, c] = [weighed(3, 2), weighed(4, 3), weighed(5, 2)];
    expect(rank([a, b, c])).toEqual([b, a, c]);
  });
  test('nothing excluded, nothing without anything for it, and four at most', () => {
    expect(rank([weighed(1, 3, 'excludes'), weighed(2, 1, -1), weighed(3, -2)])).toEqual([]);
    expect(rank([1, 2, 3, 4, 5, 6].map((at) => weighed(at, 3)))).toHaveLength(4);
  });
});

describe('confidence', () => {
  test('certain takes deciding evidence', () => {
    expect(confidences(weighed(1, 3, 3, 3, 3))).toEqual(['likely']);
    expect(confidences(weighed(1, 'decides'))).toEqual(['certain']);
  });
  test('and nothing strong against it', () => {
    expect(confidences(weighed(1, 'decides', -3))).toEqual(['likely']);
    expect(confidences(weighed(1, 'decides', -2))).toEqual(['certain']);
  });
  test('and no other cause that is decided', () => {
    expect(confidences(weighed(1, 'decides', 3), weighed(2, 'decides'))).toEqual(['likely', 'likely']);
    expect(confidences(weighed(1, 'decides'), weighed(2, 'decides'))).toEqual(['possible', 'likely']);
  });
  test('likely takes a clear sum and a clear lead', () => {
    expect(confidences(weighed(1, 2))).toEqual(['possible']);
    expect(confidences(weighed(1, 3), weighed(2, 2))).toEqual(['possible', 'possible']);
    expect(confidences(weighed(1, 3), weighed(2, 1))).toEqual(['likely', 'possible']);
  });
});

describe('unknown', () => {
  test('stands first where nothing reaches the bar, weak ones behind it', () => {
    const diagnosis = diagnosed({ headers: ['Content-Type: text/plain'], body: 'no', address: '127.0.0.1' });
    expect(causesOf(diagnosis)).toEqual(['unknown', 'application']);
  });
  test('findings are never empty, not even without occurrences', () => {
    const empty = { ...incidentOf({}), occurrences: [] };
    const diagnosis = diagnose(empty);
    expect(verdictOf(diagnosis)).toBe('unknown possible');
    expect(diagnosis.settles).toBeDefined();
  });
});

describe('what would settle it', () => {
  test('is said for every doubt, and not where there is none', () => {
    expect(diagnosed(APACHE).settles?.key).toBe('doubt_origin_sni_no_gateway');
    expect(diagnosed(NGINX).settles?.key).toBe('doubt_host_not_served');
    expect(diagnosed({ ...JSON_RESPONSE, fromCache: true }).settles).toBeUndefined();
  });
});

describe('evidence is no surer than what it rests on', () => {
  test('an responder known by its Content-Type alone decides nothing', () => {
    const diagnosis = diagnosed({ ...APACHE_BEHIND_NGINX, body: null, type: 'image' });
    expect(verdictOf(diagnosis)).toBe('origin-sni likely');
  });
  test('an responder that is only possible counts little', () => {
    const diagnosis = diagnosed({ ...NGINX, body: null, type: 'image' });
    expect(verdictOf(diagnosis)).toBe('unknown possible');
    expect(scoreOf(diagnosis, 'host-not-served')).toBe(1);
  });
  test('a stored page decides nothing but that it is stored', () => {
    const diagnosis = diagnosed({
      ...APACHE_BEHIND_NGINX,
      headers: [...APACHE_BEHIND_NGINX.headers, 'Age: 9'],
    });
    expect(findingOf(diagnosis, 'origin-sni')?.evidence.every(({ weight }) => weight !== 'decides')).toBe(
      true,
    );
  });
});

describe('which occurrence speaks', () => {
  test('the page whose body was read, not the favicon that was refused after it', () => {
    const diagnosis = diagnosed([
      { ...HAPROXY, time: NOON },
      { headers: [], body: null, type: 'image', url: 'https://shop.example/favicon.ico', time: NOON + 500 },
    ]);
    expect(diagnosis.responder?.id).toBe('haproxy');
  });
  test('but what is new counts more than what is long past', () => {
    const diagnosis = diagnosed([
      { ...HAPROXY, time: NOON - 3 * 24 * 3_600_000 },
      { ...JSON_RESPONSE, body: null, type: 'xmlhttprequest', time: NOON },
    ]);
    expect(verdictOf(diagnosis)).toBe('application likely');
  });
  test('a 421 that surfaced before one that was recovered', () => {
    const diagnosed2 = diagnosed(
      [
        { ...APACHE_BEHIND_NGINX, time: NOON },
        { outcome: 'recovered', status: 200, time: NOON + 1 },
      ],
      { status: 'misdirected', ...STEADILY },
    );
    expect(verdictOf(diagnosed2)).toBe('origin-sni likely');
  });
});

test('new evidence from a check is marked', () => {
  const diagnosis = diagnosed(APACHE, { checks: [check('repeat', [response(421)])] });
  const fresh = findingOf(diagnosis, 'origin-sni')?.evidence.filter((item) => item.fresh);
  expect(fresh?.map(({ id }) => id)).toEqual(['repeat-refused']);
});

test('for comes before against, and the strongest of each first', () => {
  const evidence = findingOf(diagnosed(HAPROXY), 'sni-host-check')?.evidence ?? [];
  expect(evidence.map(({ weight }) => weight)).toEqual([2, -1]);
});
