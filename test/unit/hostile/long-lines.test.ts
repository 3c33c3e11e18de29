import { expect, test } from 'vitest';
import { readPasted } from '../../../src/sources/paste/read-pasted.js';

/*
 * Lines of a hundred thousand characters that took from one to twenty seconds. No time is asserted: where a pattern is slow
 * again, the whole run shows it, by far.
 */
test.each([
  `schannel: SEC_E_${'a'.repeat(200_000)}\u2028`,
  `SSL: certificate subject name ${' does not match '.repeat(12_000)}\u2028`,
])('one long line of curl that almost says why it failed', (line) => {
  const read = readPasted(`* Trying 192.0.2.1:443...\n* ${line}\n`, 0);
  expect(JSON.stringify(read).length).toBeLessThan(10_000);
});
