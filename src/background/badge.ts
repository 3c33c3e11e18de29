// What the toolbar button says of a tab.

import { type PluralBase, plural, t } from '../i18n/i18n.js';
import { OUTCOMES, type Outcome } from '../model/exchange.js';
import { type BadgeLook, RESTING_MARK, showBadge, showRestingBadge } from '../platform/badge.js';

/** Misdirected in the stamp's red, recovered in a calm blue, suspected a grey `?`: each with a title that says it. */
const LOOKS: Readonly<Record<Outcome, { readonly background: string; readonly title: PluralBase }>> = {
  misdirected: { background: '#b3261e', title: 'badge_misdirected' },
  recovered: { background: '#1f4fa3', title: 'badge_recovered' },
  suspected: { background: '#5d6169', title: 'badge_suspected' },
};

/** Where nothing was misdirected: nothing, or a mark that Missent does not see all. */
export const restingBadge = (hasAccess: boolean): BadgeLook => ({
  text: hasAccess ? '' : RESTING_MARK,
  background: '#5d6169',
  color: '#ffffff',
  title: t(hasAccess ? 'action_title' : 'badge_no_access'),
});

/** The badge of a page with these outcomes, one a host: it counts the gravest kind. */
export function badgeOf(outcomes: readonly Outcome[], hasAccess: boolean): BadgeLook {
  const kind = OUTCOMES.find((outcome) => outcomes.includes(outcome));
  if (kind === undefined) return restingBadge(hasAccess);
  const count = outcomes.filter((outcome) => outcome === kind).length;
  const { background, title } = LOOKS[kind];
  return {
    text: kind === 'suspected' ? '?' : count > 99 ? '99+' : String(count),
    background,
    color: '#ffffff',
    title: plural(title, count),
  };
}

export const drawBadge = (tabId: number, outcomes: readonly Outcome[], hasAccess: boolean): Promise<void> =>
  showBadge(tabId, badgeOf(outcomes, hasAccess));

/** Of every tab that has no badge of its own. */
export const drawRestingBadge = (hasAccess: boolean): Promise<void> =>
  showRestingBadge(restingBadge(hasAccess));
