import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { CopyButton } from '../copy-button.js';

export interface ReportTextProps {
  readonly text: string;
}

/** The text, character by character as it will be copied. Hidden characters were made visible when it was written. */
export const ReportText = ({ text }: ReportTextProps): JSX.Element => (
  <div class="report-text">
    <div class="report-head">
      <span>{t('report_panel_preview')}</span>
      <CopyButton value={text} what={t('report_panel_what')} />
    </div>
    {/* It scrolls by itself, so it must take the focus for the keyboard's sake. A group and no region: a page with
        several incidents would have several landmarks of one name. */}
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
    {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls */}
    <div role="group" class="report-preview" aria-label={t('report_panel_preview')} tabIndex={0}>
      <pre class="report-lines" dir="auto" translate={false}>
        {text}
      </pre>
    </div>
  </div>
);
