import { hostPatternOf, matchesHost } from '../../model/host-pattern.js';
import { MAX_HOSTS, withIgnored } from '../../model/settings.js';
import { type Text, text } from '../../model/text.js';

/** A pattern for Choices.ignoredHosts, or why the text is none. */
export type PatternResult =
  | { readonly ok: true; readonly pattern: string }
  | { readonly ok: false; readonly problem: Text };

const refuse = (problem: Text): PatternResult => ({ ok: false, problem });

/** What a person typed or pasted, as a pattern: see src/model/host-pattern.ts. */
export function readPattern(typed: string): PatternResult {
  const wanted = typed.trim();
  if (wanted === '') return refuse(text('options_host_empty'));
  const pattern = hostPatternOf(wanted);
  return pattern === undefined ? refuse(text('options_host_wrong', wanted)) : { ok: true, pattern };
}

/** The list with the pattern in its place in the alphabet, or why it is not taken in. */
export function addPattern(
  patterns: readonly string[],
  pattern: string,
):
  | { readonly ok: true; readonly patterns: readonly string[] }
  | { readonly ok: false; readonly problem: Text } {
  if (patterns.includes(pattern)) return { ok: false, problem: text('options_host_there', pattern) };
  const covering = patterns.find((each) => matchesHost(pattern, [each]));
  if (covering !== undefined) return { ok: false, problem: text('options_host_covered', pattern, covering) };
  const added = withIgnored(pattern, patterns);
  return added
    ? { ok: true, patterns: added }
    : { ok: false, problem: text('options_host_full', String(MAX_HOSTS)) };
}
