import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { ConfigLines, ConfigTarget } from '../../model/step.js';
import { blockOf, changeOf } from '../../report/config-words.js';
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
    under={<Target target={config.target} />}
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

/** The same for the reader as for a program. */
function Target({ target }: { readonly target: ConfigTarget }): JSX.Element {
  const block = blockOf(target);
  return (
    <div
      class="code-target"
      data-target-file={target.file}
      data-target-block={target.block}
      data-target-having={target.having}
      data-target-every={target.every}
      data-target-change={target.change}
    >
      <span>
        {t('steps_file')}: <code translate={false}>{target.file}</code>
      </span>
      {block !== undefined && (
        <span>
          {t('steps_block')}:{' '}
          {typeof block === 'string' ? <code translate={false}>{block}</code> : <Say text={block} />}
        </span>
      )}
      <span>
        <Say text={changeOf(target)} />
      </span>
    </div>
  );
}
