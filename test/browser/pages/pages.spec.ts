import { describe, expect, it } from 'vitest';
import type { BrowserName } from '../../lab/site.js';
import { type Inspection, inspect, MEASURED, PICTURED, withoutFonts } from './inspect.js';
import { openedIn, servedPages } from './of-pages.js';
import { type Look, openPopup } from './popup-stage.js';
import { SCENES } from './scenes.js';

const server = servedPages();

const STATES = [...Object.keys(SCENES), 'broken'];

/** Faults that a failing test prints: one shift of the layout can make thousands. */
const MOST_FAULTS = 12;

/** Inside a list are the same incidents that other scenes show alone: it is unfolded once, and forty hosts never. */
const staysFolded = (scene: string, look: Look): boolean =>
  scene === 'forty-hosts' || (scene === 'many' && Object.keys(look).length > 0);

/** Scenes whose words and boxes are the most in danger of being too long. */
const TIGHT = ['no-access', 'origin-sni', 'recovered', 'balancer', 'behind-proxy', 'many', 'checks-odds'];

/** Firefox lays out by rules of its own: every state is drawn there, and the tightest are made tighter. */
const TABLE: readonly {
  readonly kind: BrowserName;
  /** Scenes that are also drawn for operators, and with their words in every language. */
  readonly operator: readonly string[];
  readonly widths: readonly number[];
}[] = [
  { kind: 'chrome', operator: [...TIGHT, 'coalesced', 'hostile'], widths: [320, 800, 1280] },
  { kind: 'firefox', operator: ['origin-sni', 'many'], widths: [320] },
];

describe.each(TABLE)('the popup in $kind', ({ kind, operator, widths }) => {
  const browser = openedIn(kind, () => openPopup(kind, server()));

  async function check(scene: string, look: Look, more: Pick<Inspection, 'name'> & Partial<Inspection>) {
    const stage = await browser().show(scene, look);
    const [panel] = /^(?:checks|retry)(?=-)/.exec(scene) ?? [];
    const faults = await inspect(stage, {
      pictured: ['plain'],
      measured: [],
      unfold: !staysFolded(scene, look),
      part: panel && `.${panel}`,
      ...more,
    });
    expect(faults.slice(0, MOST_FAULTS)).toEqual([]);
  }

  it.each(STATES)('is sound and accessible: %s', (scene) =>
    check(scene, {}, { name: scene, pictured: PICTURED }),
  );

  for (const { name, why } of withoutFonts) {
    console.warn(`SKIPPED: the popup in ${name}: ${why}`);
    it.skip(`in ${name}: ${why}`);
  }

  it.each(operator)('holds for operators, in every language: %s', (scene) =>
    check(scene, { reader: 'operator' }, { name: `${scene}-operator`, measured: MEASURED }),
  );

  it('holds as Firefox draws its own ways to a new connection', () =>
    check('retry-same', { here: 'firefox' }, { name: 'retry-firefox' }));

  it.each(widths)('fills a tab of %i pixels', async (width) => {
    await check('origin-sni', { width, reader: 'operator' }, { name: `tab-${width}` });
    await check('many', { width }, { name: `tab-many-${width}` });
  });

  it('holds in forced colours', () => check('many', {}, { name: 'many', colours: 'forced' }));
});
