import { originOf } from '../model/authority.js';
import { isGuess } from '../model/diagnosis.js';
import type { Exchange } from '../model/exchange.js';
import { type Incident, leadingOccurrence } from '../model/incident.js';
import { groupsOf, type OperatorStep } from '../model/step.js';
import { type MessageKey, type Text, text } from '../model/text.js';
import { changeOf } from './config-words.js';
import { contactsOf } from './contacts.js';
import { agentName, alsoAt } from './facts.js';
import { GROUP_WORDS } from './group-words.js';
import { moment } from './moment.js';
import type { ReportOptions, Say } from './options.js';
import { visible } from './visible.js';
import { isAgainst } from './weights.js';
import { type Diagnose, subjectOf } from './without-paths.js';

/** A mail for a visitor to send to the site. */
export interface Mail {
  /** Where it usually arrives; undefined for an address of a network. */
  readonly to: string | undefined;
  readonly subject: string;
  /** Plain text with line feeds. */
  readonly body: string;
  /** `mailto:` URL (RFC 6068) without a recipient, see mailtoAt; with a shorter body where needed. */
  readonly url: string;
}

/** Characters of a mailto: URL: Windows passes no more than 2,083 on to the mail program. */
const MAX_URL = 1900;
/** Characters of a recipient that fit into what is left. */
const MAX_RECIPIENT = 100;
/** Observations and steps that are reported; a mail is read by people. */
const MAX_LISTED = 5;
/** Other hosts that are named. */
const MAX_NAMES = 20;

const OPENINGS = {
  misdirected: 'report_mail_opening',
  recovered: 'report_mail_opening_recovered',
  suspected: 'report_mail_opening_suspected',
} as const satisfies Readonly<Record<Incident['status'], MessageKey>>;

const openingOf = ({ status, agent }: Incident): MessageKey =>
  status === 'recovered' && agent.name === 'program'
    ? 'report_mail_opening_recovered_program'
    : OPENINGS[status];

/** Subject and text of a mail that explains to a site what went wrong, on what evidence and what usually fixes it. */
export function mailFor(whole: Incident, diagnose: Diagnose, options: ReportOptions, say: Say): Mail {
  const { incident, diagnosis } = subjectOf(whole, diagnose, options);
  const line = (said: Text) => say({ key: said.key, args: (said.args ?? []).map(visible) });
  const list = (title: MessageKey, items: readonly string[]) =>
    items.length === 0
      ? []
      : [
          `${say({ key: title })}\n${items
            .slice(0, MAX_LISTED)
            .map((item) => `- ${item}`)
            .join('\n')}`,
        ];

  const titled = ({ title, alternative, workaround }: OperatorStep): string =>
    [
      ...(alternative ? [`${say({ key: 'steps_or_instead' })}:`] : []),
      line(title),
      ...(workaround ? [`(${say({ key: 'steps_workaround' })})`] : []),
    ].join(' ');

  /** The first fix as it can be pasted. Of several products whose lines are offered none is known, and none is given. */
  const withLines = (step: OperatorStep): string =>
    [
      titled(step),
      ...step.actions.flatMap((action) => {
        if (action.kind !== 'config') return [];
        const { product, target, lines } = action.config;
        return [
          '',
          `  ${product}, ${target.file}${target.block === '' ? '' : `, ${target.block}`}`,
          `  ${line(changeOf(target))}`,
          '',
          ...lines.split('\n').map((one) => `    ${one}`),
        ];
      }),
    ].join('\n');

  const origin = originOf(incident.authority);
  const exchange = leadingOccurrence(incident)?.exchange;
  const url = exchange?.request.url;
  const address = exchange === undefined ? undefined : addressIn(exchange.response);
  const page = options.includePaths && url !== undefined ? url : origin;
  const [first] = diagnosis.findings;
  const known = first !== undefined && first.cause !== 'unknown' ? first : undefined;

  const opening = [line(text('report_mail_greeting')), line(text(openingOf(incident), page))];
  const more = alsoAt(incident, options);
  const seen = [
    ...(more.named.length === 0 ? [] : [line(text('report_mail_also_at', shortList(more.named)))]),
    line(text('report_mail_times', String(incident.count))),
    line(text('report_mail_first_last', moment(incident.firstSeen), moment(incident.lastSeen))),
    ...(address === undefined ? [] : [line(text('report_mail_address', address))]),
    ...(incident.agent.name !== 'program'
      ? [line(text('report_mail_browser', agentName(incident.agent)))]
      : incident.agent.program === undefined
        ? []
        : [line(text('report_mail_program', agentName(incident.agent)))]),
  ].join('\n');
  const cause =
    known === undefined
      ? [line(text('report_mail_unknown'))]
      : [
          `${line(text('report_mail_cause', say({ key: `ui_confidence_${known.confidence}` })))}\n${line(known.verdict)} ${isGuess(known) ? `${line(text('ui_if_so'))} ` : ''}${line(known.operator)}`,
        ];
  const evidence = list(
    'report_mail_evidence',
    (known?.evidence ?? []).filter(({ weight }) => !isAgainst(weight)).map((one) => line(one.text)),
  );
  const stepsWith = (lines: boolean) =>
    groupsOf(known?.steps ?? []).flatMap(({ group, steps: own }) =>
      list(
        group === 'fix' ? 'report_mail_steps' : GROUP_WORDS[group],
        // A title without its warning would be bad advice.
        own
          .filter(({ lowersSecurity }) => lowersSecurity === undefined)
          .map((step, at) => (lines && group === 'fix' && at === 0 ? withLines(step) : titled(step))),
      ),
    );
  const closing = line(text('report_mail_closing'));

  const subject = line(text('report_mail_subject', incident.authority.host));
  const full = [...opening, seen, ...cause, ...evidence, ...stepsWith(true), closing].join('\n\n');
  const long = [...opening, seen, ...cause, ...evidence, ...stepsWith(false), closing].join('\n\n');
  const shorter = [...opening, seen, ...cause, closing].join('\n\n');
  const shortest = [...opening, seen, closing].join('\n\n');
  const urls = [full, long, shorter, shortest].map((body) => mailtoUrl(subject, body));
  return {
    to: contactsOf(incident.authority).mail,
    subject,
    body: `${full}\n`,
    url: urls.find((each) => each.length <= MAX_URL) ?? mailtoUrl(subject, ''),
  };
}

/** The first names, and how many more there are. */
const shortList = (names: readonly string[]): string =>
  [...names.slice(0, MAX_NAMES), ...(names.length > MAX_NAMES ? [`+${names.length - MAX_NAMES}`] : [])].join(
    ', ',
  );

/** The address that gave the response; a proxy's is not the site's. */
const addressIn = ({ address, proxy }: Exchange['response']): string | undefined =>
  address.known && !(proxy.known && proxy.value.type !== 'direct') ? address.value : undefined;

/** The URL with a recipient; one that is too long for mail programs stays out. RFC 6068 section 2: `@` may stand as it is. */
export const mailtoAt = (url: string, to: string): string =>
  to.length > MAX_RECIPIENT
    ? url
    : url.replace('mailto:', () => `mailto:${encodeURIComponent(to.trim()).replaceAll('%40', '@')}`);

/** RFC 6068 section 5: line ends are %0D%0A. */
const mailtoUrl = (subject: string, body: string): string =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
