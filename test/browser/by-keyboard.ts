import { expect } from 'vitest';
import type { DrivenPage } from './drivers/index.js';

/** More stops than a page of one incident has. */
const MOST_STOPS = 80;

/** Where the focus is, and whether it shows. */
interface Stop {
  readonly name: string;
  readonly shows: boolean;
}

const stop = (page: DrivenPage): Promise<Stop> =>
  page.run(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
    // A radio button's own box is hidden: its label wears the outline.
    const worn = [element, ...(label?.children ?? [])].filter((each) => each !== null && each !== undefined);
    return {
      name: (label ?? element)?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
      shows:
        element?.matches(':focus-visible') === true &&
        worn.some((each) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(each);
          return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
        }),
    };
  });

const focusIsOn = (page: DrivenPage, selector: string): Promise<boolean> =>
  page.run((wanted) => document.activeElement?.matches(wanted) === true, selector);

/** Presses Tab until the focus is there. Every stop on the way has to show itself and to have a name. */
export async function tabTo(page: DrivenPage, selector: string): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.press('Tab');
    const { name, shows } = await stop(page);
    expect({ name, shows }).toEqual({ name: expect.stringMatching(/\S/), shows: true });
    if (await focusIsOn(page, selector)) return;
  }
  throw new Error(`no way by the keyboard to ${selector}`);
}
