import { describe, expect, it } from 'vitest';
import type { BrowserName } from '../../lab/site.js';
import { layoutFaults } from './measure.js';
import { openedIn } from './of-pages.js';
import { openStage } from './stage-page.js';

const KINDS: readonly BrowserName[] = ['chrome', 'firefox'];

const shown = (style: string, html: string): string =>
  `data:text/html;charset=utf-8,${encodeURIComponent(`<!doctype html><html lang="ja"><style>body { font: 28px/1.3 system-ui, sans-serif } p { margin: 0; overflow-wrap: anywhere } ${style}</style>${html}`)}`;

const SENTENCE = 'shop.example が 421 を返しましたが、見えた範囲では理由が分かりませんでした。'.repeat(4);

describe.each(KINDS)('the measure of a layout in %s', (kind) => {
  const door = openedIn(kind, () => openStage(kind, 'pages', 'page'));

  async function faultsOf(style: string, html: string): Promise<string[]> {
    const stage = await door().page();
    await stage.size({ width: 400, height: 800 });
    await stage.visit(shown(style, html));
    return stage.page.evaluate(layoutFaults);
  }

  it('bears lines of one paragraph, whatever the font says of its height', async () => {
    expect(await faultsOf('', `<p>${SENTENCE}<bdi>shop.example</bdi>${SENTENCE}</p>`)).toEqual([]);
  });

  it.each([
    ['a paragraph over another', '#over { margin-block-start: -24px }'],
    ['lines that are too near to each other', 'p { line-height: 0.5 } #over { margin: 0 }'],
  ])('finds %s', async (_, style) => {
    const faults = await faultsOf(style, `<p>${SENTENCE}</p><p id="over">${SENTENCE}</p>`);
    expect(faults).toContainEqual(expect.stringMatching(/^one over the other: /));
  });
});
