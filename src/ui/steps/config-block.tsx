import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { ConfigLines } from '../../model/step.js';
import { Icon } from '../icon.js';
import { Say } from '../say.js';
import { Source } from '../source.js';
import { CodeBlock } from './code-block.js';

/** Configuration lines: for which product, where they go, whether they were tested, and who says so. */
export const ConfigBlock = ({ config }: { readonly config: ConfigLines }): JSX.Element => (
  <CodeBlock
    lines={config.lines}
    what={t('ui_copy_config', config.product)}
    head={
      <>
        <strong translate={false}>{config.product}</strong>
        {config.place && (
          <>
            {' · '}
            <Say text={config.place} />
          </>
        )}
      </>
    }
    foot={
      <p class="code-foot">
        <span class="code-standing" data-standing={config.standing}>
          <Icon name={config.standing === 'tested' ? 'check' : 'book'} />
          {t(config.standing === 'tested' ? 'ui_standing_tested' : 'ui_standing_documented')}
        </span>
        <Source source={config.source} />
      </p>
    }
  />
);
