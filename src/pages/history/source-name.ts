import { t } from '../../i18n/i18n.js';
import { OWN } from '../../model/source.js';
import { visible } from '../../ui/visible.js';

/** What readers see of a label. */
export const sourceName = (label: string): string =>
  label === OWN ? t('history_source_own') : visible(label);
