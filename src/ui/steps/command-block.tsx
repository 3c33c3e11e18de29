import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { Command, CommandPurpose } from '../../model/step.js';
import { renderCommand, SHELLS } from '../../report/commands.js';
import { PURPOSE_WORDS } from '../../report/config-words.js';
import { CodeBlock } from './code-block.js';
import { chooseShell, SHELL_NAMES, shell } from './shell.js';

export interface CommandBlockProps {
  readonly command: Command;
  /** What it is for, where it is one of several. */
  readonly purpose?: CommandPurpose | undefined;
}

/** A command line for the chosen shell. Where a shell cannot carry a word safely, it says so and gives no line. */
export function CommandBlock({ command, purpose }: CommandBlockProps): JSX.Element {
  const line = renderCommand(command, shell.value);
  if (line === undefined) {
    return (
      <div class="code">
        <div class="code-head">
          <ShellChoice />
        </div>
        <p class="code-foot">{t('ui_command_not_in_shell', SHELL_NAMES[shell.value])}</p>
      </div>
    );
  }
  return (
    <CodeBlock
      lines={line}
      what={t('ui_copy_command')}
      head={
        <>
          {purpose && <strong>{t(PURPOSE_WORDS[purpose])}</strong>}
          <ShellChoice />
        </>
      }
    />
  );
}

const ShellChoice = (): JSX.Element => (
  <select
    aria-label={t('ui_shell')}
    value={shell.value}
    onChange={(event) => {
      const chosen = SHELLS.find((each) => each === event.currentTarget.value);
      if (chosen) chooseShell(chosen);
    }}
  >
    {SHELLS.map((each) => (
      <option key={each} value={each}>
        {SHELL_NAMES[each]}
      </option>
    ))}
  </select>
);
