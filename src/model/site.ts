import { isIpLiteral, withoutTrailingDot } from './authority.js';

/** A second label of a country's that is likely everybody's, as in `co.uk` and `com.br`. */
const SHARED_SECOND = /^.{1,3}\.[a-z]{2}$/;

/**
 * The labels that hosts of one owner have in common: the last two, or three below a name like `co.uk`. No list of public
 * suffixes: a guess, which rather takes hosts of one owner for two.
 */
export function siteOf(host: string): string {
  const name = withoutTrailingDot(host);
  if (isIpLiteral(name)) return name;
  const labels = name.split('.');
  const two = labels.slice(-2).join('.');
  return SHARED_SECOND.test(two) ? labels.slice(-3).join('.') : two;
}
