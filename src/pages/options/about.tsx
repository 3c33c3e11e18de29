import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { extensionVersion } from '../../platform/version.js';

/** What a report about Missent itself needs, and whose work is in it. The build writes the two files. */
export const About = (): JSX.Element => (
  <footer class="options-about soft">
    <span translate={false}>Missent {extensionVersion()}</span>
    <a href="/LICENSE">{t('options_licence')}</a>
    <a href="/licenses.md">{t('options_licences')}</a>
  </footer>
);
