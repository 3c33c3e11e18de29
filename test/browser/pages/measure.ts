/** What is wrong with the layout of the page, one line a fault. Runs in the page: it must not use anything from outside. */
export function layoutFaults(): string[] {
  const SLACK = 1.5;
  const faults: string[] = [];
  const viewport = document.documentElement.clientWidth;
  const named = (element: Element): string =>
    `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${(element.textContent ?? '').trim().slice(0, 40)}`;
  const hidden = (element: Element): boolean =>
    element.closest('.visually-hidden, .copy-other, [hidden]') !== null ||
    !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  /** Rotated on purpose: its boxes say nothing. */
  const turned = (element: Element): boolean => element.closest('.stamp') !== null;

  const scrollerOf = (element: Element): Element | undefined => {
    for (
      let holder: Element | null = element;
      holder && holder !== document.body;
      holder = holder.parentElement
    ) {
      if (['auto', 'scroll'].includes(getComputedStyle(holder).overflowY)) return holder;
    }
    return undefined;
  };
  const within = (box: DOMRect, frame: DOMRect): DOMRect => {
    const [left, top] = [Math.max(box.left, frame.left), Math.max(box.top, frame.top)];
    const [right, bottom] = [Math.min(box.right, frame.right), Math.min(box.bottom, frame.bottom)];
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  };

  if (document.documentElement.scrollWidth > viewport) {
    faults.push(`the page is ${document.documentElement.scrollWidth} wide in ${viewport}`);
  }

  /**
   * The part of a line's box that its letters take. A box is as high as the font's ascent and descent together, which
   * in fonts for Chinese and Japanese reach into the lines above and below; the layout gives each line its line-height,
   * half of what is over or short above it and half below (CSS 2.2, 10.8.1), and letters stand in the em square.
   */
  const lettersOf = (element: Element, box: DOMRect): DOMRect => {
    // Pictures have no lines, and a scale of their own.
    if (element instanceof SVGElement) return box;
    const { lineHeight, fontSize } = getComputedStyle(element);
    const line = Number.parseFloat(lineHeight);
    const room = Number.isNaN(line) ? box.height : Math.max(line, Number.parseFloat(fontSize));
    const excess = Math.max(0, box.height - room);
    return new DOMRect(box.left, box.top + excess / 2, box.width, box.height - excess);
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const written: { element: Element; box: DOMRect }[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (
      !element ||
      (node.textContent ?? '').trim() === '' ||
      hidden(element) ||
      element.localName === 'option'
    ) {
      continue;
    }
    // What scrolls by itself hides what lies outside; that can be scrolled to.
    const scrolling = scrollerOf(element);
    const scroller = scrolling?.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const whole of range.getClientRects()) {
      const box = scroller ? within(whole, scroller) : whole;
      if (box.width < 1 || box.height < 1) continue;
      if (box.left < -SLACK || box.right > viewport + SLACK)
        faults.push(`outside the page: ${named(element)}`);
      if (!turned(element)) written.push({ element, box: lettersOf(element, box) });
    }
    // In a part that scrolls, spaces at the ends of lines hang over its box; whether it scrolls sideways says more.
    if (scrolling) {
      if (scrolling.scrollWidth > scrolling.clientWidth + SLACK)
        faults.push(`scrolls sideways: ${named(element)}`);
      continue;
    }
    // The nearest ancestor that is a box of its own must hold the text.
    let holder: Element | null = element;
    while (holder && getComputedStyle(holder).display === 'inline') holder = holder.parentElement;
    if (holder && !turned(holder)) {
      const outer = holder.getBoundingClientRect();
      const inner = range.getBoundingClientRect();
      if (inner.left < outer.left - SLACK || inner.right > outer.right + SLACK) {
        faults.push(`wider than its box: ${named(holder)}`);
      }
      const style = getComputedStyle(holder);
      const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible';
      if (
        clips &&
        (holder.scrollHeight > holder.clientHeight + SLACK || holder.scrollWidth > holder.clientWidth + SLACK)
      ) {
        faults.push(`clipped: ${named(holder)}`);
      }
    }
  }

  // Nothing is written over anything else, and no mark covers a word, least of all on the picture.
  const placed = [
    ...written,
    ...[...document.querySelectorAll('.route-mark')].map((element) => ({
      element,
      box: element.getBoundingClientRect(),
    })),
  ];
  // From top to bottom, so that each is held only against those that begin before it ends.
  placed.sort((a, b) => a.box.top - b.box.top);
  for (const [index, one] of placed.entries()) {
    for (let next = index + 1; next < placed.length; next += 1) {
      const other = placed[next];
      if (!other || other.box.top >= one.box.bottom) break;
      if (one.element === other.element) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // Line boxes of neighbouring lines touch; letters do not.
      if (across > 2 && down > 4)
        faults.push(`one over the other: ${named(one.element)} and ${named(other.element)}`);
    }
  }

  // WCAG 2.2, 2.5.8: targets of at least 24 by 24; excepted are links in a sentence, and what has an equal on the
  // page: each bar of the chart has its line in the table.
  const hasEqual = (target: Element): boolean => target.closest('.bars-picks') !== null;
  for (const target of document.querySelectorAll('button, select, summary, textarea, label:has(input)')) {
    const { width, height } = target.getBoundingClientRect();
    if (!hidden(target) && !hasEqual(target) && (width < 24 || height < 23.5)) {
      faults.push(`a target of ${Math.round(width)} by ${Math.round(height)}: ${named(target)}`);
    }
  }
  return [...new Set(faults)];
}

/** Opens all that folds, again and again as folds contain folds. Runs in the page. */
export async function unfoldAll(): Promise<void> {
  for (;;) {
    const folded = document.querySelectorAll<HTMLDetailsElement>('details:not([open])');
    if (folded.length === 0) return;
    for (const fold of folded) fold.open = true;
    // `toggle` comes as a task of its own, and what is inside is drawn after it.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
