import type { Colours, Scheme } from './appearance.js';
import { axeFaults } from './axe.js';
import { missingFonts } from './fonts.js';
import { layoutFaults, unfoldAll } from './measure.js';
import type { Staged, Words } from './stage-page.js';

const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/** What this system cannot draw; the specs say so. */
export const withoutFonts = missingFonts();

const drawable = (all: readonly Words[]): readonly Words[] =>
  all.filter((one) => !withoutFonts.some(({ words }) => words === one));

/** Left to right, without spaces between words, and from right to left: what a layout has to bear. */
export const PICTURED = drawable(['plain', 'ja', 'rtl']);

/** All that is written with more or longer words than English. */
export const MEASURED = drawable(['long', 'de', 'es', 'fr', 'pt_BR', 'zh_CN']);

export interface Inspection {
  /** Of its pictures. */
  readonly name: string;
  /** Drawn in both schemes, photographed, and measured. */
  readonly pictured: readonly Words[];
  /** Measured only, and with all unfolded if anything is. */
  readonly measured: readonly Words[];
  /** Photographed and looked at in the system's few colours instead of the two schemes. */
  readonly colours?: Colours;
  /** False: what is folded stays so. */
  readonly unfold?: boolean;
  /** A part that has a picture of its own once all is unfolded. */
  readonly part?: string | undefined;
  /** Faults that are none here. */
  readonly excused?: (fault: string) => boolean;
}

/**
 * Draws a state as the inspection wants it and gives what is wrong with it, one line a fault: its layout folded and
 * unfolded, in each of the words; its accessibility in both schemes; and what the page complained of meanwhile.
 */
export async function inspect(stage: Staged, look: Inspection): Promise<string[]> {
  const { page } = stage;
  const { excused = () => false, unfold = true, colours } = look;
  const faults: string[] = [];
  const measure = async (words: Words): Promise<void> => {
    await stage.speak(words);
    const found = (await page.evaluate(layoutFaults)).filter((fault) => !excused(fault));
    faults.push(...found.map((fault) => `${words}: ${fault}`));
  };
  const schemes = colours === 'forced' ? (['light'] as const) : SCHEMES;

  let turned = [...schemes];
  for (const words of look.pictured) {
    await measure(words);
    // The scheme is changed as seldom as it can be.
    for (const scheme of turned) {
      await stage.dress(scheme, colours);
      const language = words === 'plain' ? '' : `-${words}`;
      await stage.shoot(`${look.name}${language}-${colours === 'forced' ? 'forced' : scheme}`);
    }
    turned = turned.toReversed();
  }
  if (unfold) await page.evaluate(unfoldAll);
  for (const words of [...look.measured, ...(unfold ? look.pictured.toReversed() : [])]) await measure(words);
  await stage.speak('plain');
  if (look.part !== undefined) await stage.shoot(`${look.name}-open`, look.part);
  for (const [index, scheme] of turned.entries()) {
    await stage.dress(scheme, colours);
    const found = await axeFaults(page, index === 0 ? 'all' : 'contrast');
    faults.push(...found.map((fault) => `${scheme}: ${fault}`));
  }
  return [...new Set([...faults, ...stage.complaints])];
}
