import { describe, expect, test } from 'vitest';
import { readFacts } from '../../../../src/diagnosis/facts.js';
import { sharingOutcome } from '../../../../src/diagnosis/observed/checks.js';
import type { CheckResponse } from '../../../../src/model/check.js';
import type { Agent } from '../../../../src/model/incident.js';
import { incidentOf } from '../../../fixtures/build.js';
import { CHROMIUM, check, FIREFOX, response } from '../read.js';

const NEIGHBOUR = response(200, { url: 'https://other.example/' });
const outcome = (agent: Agent, ...responses: CheckResponse[]) =>
  sharingOutcome(readFacts(incidentOf({}, { agent, checks: [check('sharing', [NEIGHBOUR, ...responses])] })));

describe('Firefox: the hidden 421 leaves its Content-Type', () => {
  test('proved', () => {
    expect(outcome(FIREFOX, response(200, { hiddenMisdirection: true }))).toBe('proved');
  });
  test('excluded', () => {
    expect(outcome(FIREFOX, response(200, { hiddenMisdirection: false }))).toBe('excluded');
  });
  test('refused on its own connection as well', () => {
    expect(outcome(FIREFOX, response(421, { hiddenMisdirection: true }))).toBe('excluded');
  });
  test('without a trace to read nothing follows', () => {
    expect(outcome(FIREFOX, response(200))).toBeUndefined();
  });
});

describe('Chromium: what the response’s connection tells', () => {
  test('an upload that is not retried is refused, a plain request answered: proved', () => {
    const upload = response(421, { method: 'OPTIONS', connectTime: 0 });
    expect(outcome(CHROMIUM, upload, response(200, { connectTime: 3 }))).toBe('proved');
  });
  test('answered over the neighbour’s connection: excluded', () => {
    expect(outcome(CHROMIUM, response(200, { connectTime: 0 }))).toBe('excluded');
  });
  test('a connection of its own beside the neighbour’s', () => {
    expect(outcome(CHROMIUM, response(200, { connectTime: 4 }))).toBe('opened');
  });
  test('nothing to join over HTTP/1.1 or at another address', () => {
    expect(outcome(CHROMIUM, response(200, { connectTime: 4, protocol: 'http/1.1' }))).toBeUndefined();
    expect(outcome(CHROMIUM, response(200, { connectTime: 4, address: '192.0.2.99' }))).toBeUndefined();
  });
  test('a server error settles nothing', () => {
    expect(outcome(CHROMIUM, response(503, { connectTime: 0 }))).toBeUndefined();
  });
});

test('an unfinished check proves nothing', () => {
  const unfinished = check('sharing', [NEIGHBOUR, response(200, { hiddenMisdirection: true })], {
    state: 'cancelled',
  });
  expect(sharingOutcome(readFacts(incidentOf({}, { agent: FIREFOX, checks: [unfinished] })))).toBeUndefined();
});
