import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../../../i18n/i18n.js';
import type { Client } from '../../../sources/paste/response/found.js';
import { BROWSERS, clientNamed, PROGRAMS } from './clients.js';

/** As they call themselves, the same in every language. */
const NAMES: Readonly<Record<string, string>> = {
  chromium: 'Chrome, Edge, Chromium',
  firefox: 'Firefox',
  safari: 'Safari',
};

export interface ProgramFieldProps {
  readonly chosen: Client | undefined;
  readonly choose: (client: Client | undefined) => void;
}

/** Which program or browser asked, where the text does not say it. It may stay open. */
export function ProgramField({ chosen, choose }: ProgramFieldProps): JSX.Element {
  const id = useId();
  return (
    <>
      <label for={id}>{t('explain_program')}</label>
      <select
        id={id}
        value={chosen?.name ?? ''}
        aria-describedby={`${id}-note`}
        onChange={({ currentTarget: { value } }) => choose(clientNamed(value))}
      >
        <option value="">{t('explain_program_unknown')}</option>
        <optgroup label={t('explain_program_browsers')}>
          <Options of={[...BROWSERS.keys()]} />
        </optgroup>
        <optgroup label={t('explain_program_programs')}>
          <Options of={[...PROGRAMS.keys()]} />
        </optgroup>
      </select>
      <p id={`${id}-note`} class="history-note">
        {t('explain_program_note')}
      </p>
    </>
  );
}

const Options = ({ of }: { readonly of: readonly string[] }): JSX.Element => (
  <>
    {of.map((name) => (
      <option key={name} value={name} dir="ltr" translate={false}>
        {NAMES[name] ?? name}
      </option>
    ))}
  </>
);
