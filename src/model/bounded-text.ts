/** Ends a text of which there was more. No URL that a browser gives has this character: it would be percent-encoded. */
export const CUT = '…';

/** The text, or its beginning with a mark. `most`: characters, the mark among them. */
export const boundedText = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most - CUT.length) + CUT;
