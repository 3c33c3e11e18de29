import { expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { fileParts } from '../../../src/incidents/file/format.js';
import { readFile } from '../../../src/incidents/file/read-file.js';
import { mergeIncidents } from '../../../src/model/merge.js';
import { DEFAULT_SETTINGS } from '../../../src/model/settings.js';
import { incidentOf, NOON } from '../../fixtures/build.js';
import { SUSPECT_PAGES } from '../../fixtures/suspected/pages.js';

const incidents = SUSPECT_PAGES.map(({ url, statusLine, headers, body }) =>
  incidentOf({
    ...{ url, statusLine, headers, body, outcome: 'suspected' },
    status: Number(/ (\d{3})/.exec(statusLine)?.[1]),
  }),
);

it.each(incidents)(
  'a suspected incident at $authority.host comes through an export as it was',
  (incident) => {
    const read = readFile(fileParts([incident], NOON).join(''), NOON);
    expect(read).toEqual({ ok: true, incidents: [incident] });
  },
);

it('a 421 of the same host is the graver, and is what the diagnosis then speaks of', () => {
  const [suspected] = incidents;
  if (!suspected) throw new Error('there is no page');
  const { url = '' } = SUSPECT_PAGES[0] ?? {};
  const both = mergeIncidents(
    suspected,
    incidentOf({ url, time: NOON + 1000, body: 'Misdirected Request\n' }),
  );
  expect(both.status).toBe('misdirected');
  expect(diagnose(both).findings[0]?.evidence.map(({ id }) => id)).not.toContain('no-421');
});

it('is looked for by who never chose', () => {
  expect(DEFAULT_SETTINGS.watchSuspected).toBe(true);
});
