import { describe, expect, it } from 'vitest';
import { firstTryMayBeHttp3 } from '../../../src/model/response-protocol.js';
import { occurrenceOf } from '../../fixtures/build.js';

const FIREFOX = { name: 'firefox', version: '153.0' } as const;

describe('a first try over HTTP/3 that Firefox hid', () => {
  it.each(['misdirected', 'recovered'] as const)('may be behind a response that is %s', (outcome) => {
    expect(firstTryMayBeHttp3(FIREFOX, occurrenceOf({ outcome }))).toBe(true);
  });

  it('is not behind a response without a 421, for Firefox repeats nothing else', () => {
    expect(firstTryMayBeHttp3(FIREFOX, occurrenceOf({ outcome: 'suspected' }))).toBe(false);
  });
});
