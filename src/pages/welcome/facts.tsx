import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import { Icon, type IconName } from '../../ui/icon.js';

const FACTS: readonly (readonly [IconName, title: MessageKey, points: readonly MessageKey[]])[] = [
  ['envelope', 'welcome_does', ['welcome_does_badge', 'welcome_does_pin']],
  ['eye', 'welcome_sees', ['welcome_sees_all', 'welcome_sees_misdirected']],
  ['lock', 'welcome_keeps', ['welcome_keeps_here', 'welcome_keeps_private']],
];

export const Facts = (): JSX.Element => (
  <div class="welcome-facts">
    {FACTS.map(([icon, title, points]) => (
      <section key={title}>
        <h2>
          <Icon name={icon} />
          {t(title)}
        </h2>
        {points.map((point) => (
          <p key={point}>{t(point)}</p>
        ))}
      </section>
    ))}
  </div>
);
