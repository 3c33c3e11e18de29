/**
 * Characters that no word of a command may hold, in whatever shell it is quoted:
 * - control characters (C0, DEL, C1): a terminal takes pasted ones as key strokes (interrupt, completion, line
 *   end), and NUL ends a word in every operating system;
 * - line and paragraph separators, and lone surrogates, which have no UTF-8 form;
 * - bidirectional controls: the command a person reads must be the command that runs.
 * URLs as the browser reports them hold none: the URL Standard percent-encodes them, host names are A-labels.
 */
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

/** Can the word stand in a line that is shown to a person and pasted into a terminal? */
export const fitForTerminal = (word: string): boolean => !UNFIT.test(word);
