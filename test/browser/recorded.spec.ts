import * as v from 'valibot';
import { expect, it, vi } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.js';
import { CAUSE_IDS, CONFIDENCES } from '../../src/model/cause.js';
import { judged } from '../fixtures/recorded/judged.js';
import { recordedResponse } from '../fixtures/recorded/responses.js';
import { incidentIn, inShape } from '../fixtures/situations/situation.js';
import { LITERAL } from '../lab/lab.js';
import type { BrowserName } from '../lab/site.js';
import {
  PLAYED,
  playedHost,
  playedUrl,
  recordedResponses,
  shapeOf,
} from '../lab/sites/recorded-responses.js';
import { shownIncidents } from './shown.js';
import { inEachBrowser } from './stage.js';

const soon = { timeout: 30_000, interval: 150 };

const FINDING = v.object({ cause: v.picklist(CAUSE_IDS), confidence: v.picklist(CONFIDENCES) });

/** What the unit tests' shape of the same response leads to, at the lab's address. */
function foundInUnit(name: string, kind: BrowserName): v.InferOutput<typeof FINDING> {
  const shape = shapeOf(kind);
  const { response } = recordedResponse(name, shape);
  const host = playedHost(name);
  const body = response.body.replaceAll('shop.example', host);
  const sketch = inShape({ ...response, body }, shape, { url: playedUrl(name), address: LITERAL });
  return v.parse(FINDING, diagnose(incidentIn(shape, sketch)).findings[0]);
}

inEachBrowser(
  'the popup is right on what real programs wrote',
  (stage) => {
    it.each(PLAYED)('%s', async (name) => {
      const { driver, kind } = stage();
      const tab = await driver.newTab();
      await tab.visit(playedUrl(name));
      const popup = await driver.popup(tab.id);
      const inUnit = foundInUnit(name, kind);
      // The first finding may change as long as the page is not read.
      await vi.waitFor(async () => {
        const shown = (await shownIncidents(popup)).find(({ host }) => host === playedHost(name));
        expect(shown?.status).toBe('misdirected');
        expect(v.parse(FINDING, shown)).toEqual(inUnit);
      }, soon);
      expect(judged(inUnit, recordedResponse(name, shapeOf(kind)).expected)).toMatch(/^(?:right|honest)$/);
      await popup.close();
      await tab.close();
    });
  },
  [recordedResponses],
);
