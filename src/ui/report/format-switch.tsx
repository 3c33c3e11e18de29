import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../i18n.js';
import { chooseFormat, FORMAT_WORDS, FORMATS, format } from './report-format.js';

/** Three radio buttons that look like one switch. */
export function FormatSwitch(): JSX.Element {
  const name = useId();
  return (
    <fieldset class="report-formats">
      <legend class="visually-hidden">{t('report_panel_format')}</legend>
      {FORMATS.map((each) => (
        <label key={each}>
          <input
            type="radio"
            class="visually-hidden"
            name={name}
            value={each}
            checked={format.value === each}
            onChange={() => chooseFormat(each)}
          />
          <span>{t(FORMAT_WORDS[each])}</span>
        </label>
      ))}
    </fieldset>
  );
}
