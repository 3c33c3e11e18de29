import { SHELLS, type Shell } from '../../report/commands.js';
import { remembered } from '../remember.js';

const onWindows = (): boolean => /^win/i.test(navigator.platform);

/** The command line that commands are written for: the last choice, at first what the system comes with. */
export const { choice: shell, choose: chooseShell } = remembered<Shell>(
  'shell',
  SHELLS,
  onWindows() ? 'powershell' : 'sh',
);

/** Proper names, the same in every language. */
export const SHELL_NAMES: Readonly<Record<Shell, string>> = {
  sh: 'sh, bash, zsh',
  powershell: 'PowerShell',
  cmd: 'cmd.exe',
};
