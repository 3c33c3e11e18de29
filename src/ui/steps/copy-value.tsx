import './copy-value.css';
import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import { CopyButton } from '../copy-button.js';
import { visible } from '../visible.js';

/** A short text to copy as it is: a preference's name, an address to type. */
export const CopyValue = ({ value }: { readonly value: string }): JSX.Element => (
  <span class="copy-value">
    <code dir="ltr" translate={false}>
      {visible(value)}
    </code>
    <CopyButton value={value} what={t('ui_copy_value', visible(value))} />
  </span>
);
