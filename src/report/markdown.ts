import { causeName, confidenceName } from '../diagnosis/cause-name.js';
import { originOf } from '../model/authority.js';
import { type Evidence, type Finding, isGuess } from '../model/diagnosis.js';
import type { Incident } from '../model/incident.js';
import { groupsOf, type SecurityWarning, type Step, type StepAction } from '../model/step.js';
import { type MessageKey, type Text, text } from '../model/text.js';
import { checkLine, pastedLines } from './checks.js';
import { renderCommand } from './commands.js';
import { blockOf, changeOf, PURPOSE_WORDS } from './config-words.js';
import { type IncidentFacts, incidentFacts, type Value } from './facts.js';
import { GROUP_WORDS } from './group-words.js';
import { codeBlock, codeSpan, escaped, inline, link, sentence } from './markdown-text.js';
import { day, moment } from './moment.js';
import type { ReportOptions, Say } from './options.js';
import { isAgainst, weightName } from './weights.js';
import { type Diagnose, subjectOf } from './without-paths.js';

const TITLES = {
  misdirected: 'report_title',
  recovered: 'report_title_recovered',
  suspected: 'report_title_suspected',
} as const satisfies Readonly<Record<Incident['status'], MessageKey>>;

const HAPPENING: readonly (keyof IncidentFacts)[] = [
  'status',
  'alsoAt',
  'request',
  'times',
  'first',
  'last',
  'browser',
];
const CONNECTION: readonly (keyof IncidentFacts)[] = [
  ...(['response', 'headers', 'address', 'protocol', 'proxy', 'fromCache'] as const),
  ...(['responder', 'gateways', 'certificate', 'neighbours'] as const),
];
/** Host names that are listed one by one. */
const MAX_NAMES = 20;

function valueAsMarkdown(value: Value, say: Say): string {
  const md = (said: Text) => sentence(said, say);
  if ('data' in value) return inline(value.data);
  if ('words' in value) return md(value.words);
  if ('time' in value) return moment(value.time);
  if ('day' in value) return md(text(value.sentence, day(value.day)));
  if ('count' in value) return inline(String(value.count));
  if ('product' in value) {
    return value.product.unnamed ? md(text('ui_gateway_unnamed')) : inline(value.product.name);
  }
  if ('request' in value) {
    const { method, url, type } = value.request;
    return `${inline(`${method} ${url}`.trim())}, ${md(text(`ui_type_${type}`))}`;
  }
  // A body is the server's words at length, and may hold what is nobody's business.
  if ('body' in value) return '';
  const { names, more } = value;
  const left = names.length - MAX_NAMES;
  return [...names.slice(0, MAX_NAMES), ...(left > 0 ? [`+${left}`] : []), ...(more ? ['…'] : [])]
    .map(inline)
    .join(', ');
}

/**
 * An incident as Markdown (CommonMark) fit for a ticket: verdict and confidence, what happened, evidence, connection, the
 * operator's steps with configuration and commands, what was checked and ruled out. Values from the network stand in
 * code spans, so that none of them becomes markup, a link or a mention.
 */
export function incidentAsMarkdown(
  whole: Incident,
  diagnose: Diagnose,
  options: ReportOptions,
  say: Say,
): string {
  const { incident, diagnosis } = subjectOf(whole, diagnose, options);
  const md = (said: Text) => sentence(said, say);
  const word = (key: MessageKey) => escaped(say({ key }));
  const named = incidentFacts(incident, diagnosis, { ...options, neighbours: 'nameable' });
  const value = (one: Value): string => valueAsMarkdown(one, say);
  const facts = (names: readonly (keyof IncidentFacts)[]) =>
    names
      .flatMap((name) => named[name] ?? [])
      .map(({ label, values }) => `- **${word(label)}:** ${values.map(value).join(', ')}`)
      .join('\n');
  const section = (title: MessageKey, ...blocks: readonly (string | undefined)[]) => {
    const filled = blocks.filter((block) => block !== undefined && block !== '');
    return filled.length === 0 ? undefined : [`## ${word(title)}`, ...filled].join('\n\n');
  };

  const evidenceList = (title: MessageKey, evidence: readonly Evidence[]) =>
    evidence.length === 0
      ? undefined
      : [
          `**${word(title)}**\n`,
          ...evidence.map(
            ({ text: observed, weight, source }) =>
              `- ${md(observed)} (${word(weightName(weight))}; ${escaped(source)})`,
          ),
        ].join('\n');

  const action = (one: StepAction): string | undefined => {
    if (one.kind === 'command' || one.kind === 'verify_certificate') {
      const line = renderCommand(one.command, options.shell) ?? renderCommand(one.command, 'sh');
      if (line === undefined) return undefined;
      const purpose = one.kind === 'command' ? one.purpose : undefined;
      return purpose === undefined
        ? codeBlock(line)
        : `${word(PURPOSE_WORDS[purpose])}:\n\n${codeBlock(line)}`;
    }
    if (one.kind === 'pick') {
      return one.options
        .flatMap(({ name, actions }) => [`**${escaped(name)}**`, ...actions.map(action)])
        .filter((block) => block !== undefined)
        .join('\n\n');
    }
    if (one.kind === 'config') {
      const { product, place, target, lines, standing, source } = one.config;
      const where = place === undefined ? '' : `, ${md(place)}`;
      const block = blockOf(target);
      const goal = [
        `${word('steps_file')}: ${codeSpan(target.file)}`,
        ...(block === undefined
          ? []
          : [`${word('steps_block')}: ${typeof block === 'string' ? codeSpan(block) : md(block)}`]),
        md(changeOf(target)),
      ].join('; ');
      return `${escaped(product)}${where} (${word(`ui_standing_${standing}`)}; ${escaped(source)}):\n\n${goal}\n\n${codeBlock(lines)}`;
    }
    if (one.kind === 'copy') return codeBlock(one.value);
    if (one.kind === 'open') return link(one.url);
    return undefined;
  };

  const warning = ({ opens, wrongFor }: SecurityWarning): string =>
    `**${word('ui_lowers_security')}** ${md(opens)} ${md(wrongFor)}`;

  const stepUnder = (marker: string, one: Step): string => {
    const { title, detail, note, lowersSecurity, actions } = one;
    const blocks = [
      detail === undefined ? undefined : md(detail),
      lowersSecurity === undefined ? undefined : warning(lowersSecurity),
      ...actions.map(action),
      note === undefined ? undefined : md(note),
    ].filter((block) => block !== undefined);
    const indented = blocks.map((block) => block.replace(/^(?=.)/gm, ' '.repeat(marker.length)));
    const { alternative, workaround } = one.audience === 'operator' ? one : {};
    const named = [
      ...(alternative ? [`${word('steps_or_instead')}:`] : []),
      `**${md(title)}**`,
      ...(workaround ? [`(${word('steps_workaround')})`] : []),
    ];
    return [`${marker}${named.join(' ')}`, ...indented].join('\n\n');
  };
  const inOrder = (step: Step, at: number): string => stepUnder(`${at + 1}. `, step);
  const grouped = (steps: readonly Step[]): string[] =>
    groupsOf(steps).map(({ group, steps: own }) =>
      [`### ${word(GROUP_WORDS[group])}`, ...own.map((step) => stepUnder('- ', step))].join('\n\n'),
    );

  const [first, ...others] = diagnosis.findings;
  /** What is only possible is no fact: the words that say so. */
  const guess = (finding: Finding, words: MessageKey): string => (isGuess(finding) ? `${word(words)} ` : '');
  const verdict = (finding: Finding) =>
    [
      `**${guess(finding, 'ui_best_guess')}${md(finding.verdict)}**`,
      `${word('report_confidence')}: ${word(confidenceName(finding))} (\`${finding.cause}\`)`,
      `${guess(finding, 'ui_if_so')}${md(finding.operator)}`,
      diagnosis.settles === undefined ? undefined : `${word('ui_settles')} ${md(diagnosis.settles)}`,
    ]
      .filter((line) => line !== undefined)
      .join('\n\n');

  // Where nobody but the visitor can fix it, the ticket says what the visitor can do.
  const operators = first?.steps.filter(({ audience }) => audience === 'operator') ?? [];
  const steps = first?.steps ?? [];
  const parts = [
    `# ${md(text(TITLES[incident.status], originOf(incident.authority)))}`,
    first && verdict(first),
    section('report_section_happening', facts(HAPPENING)),
    first &&
      section(
        'report_section_evidence',
        evidenceList(
          'ui_evidence_for',
          first.evidence.filter(({ weight }) => !isAgainst(weight)),
        ),
        evidenceList(
          'ui_evidence_against',
          first.evidence.filter(({ weight }) => isAgainst(weight)),
        ),
      ),
    section('ui_section_connection', facts(CONNECTION)),
    section('report_section_steps', ...(operators.length > 0 ? grouped(operators) : steps.map(inOrder))),
    section(
      'report_section_checks',
      incident.checks
        .map((check) => {
          const { name, ended, data } = checkLine(check);
          return `- **${word(name)}:** ${[...(ended === undefined ? [] : [word(ended)]), ...data.map(codeSpan)].join(', ')}`;
        })
        .join('\n'),
      incident.pasted.map((pasted) => `- ${pastedLines(pasted).map(codeSpan).join(', ')}`).join('\n'),
    ),
    section(
      'ui_section_others',
      others
        .map(
          (finding) =>
            `- **${md(causeName(finding.cause))}** (${word(confidenceName(finding))}): ${md(finding.verdict)}`,
        )
        .join('\n'),
    ),
    section(
      'ui_section_ruled_out',
      diagnosis.ruledOut
        .map(({ cause, reason }) => `- **${md(causeName(cause))}:** ${md(reason)}`)
        .join('\n'),
    ),
    '---',
    [
      md(text('report_made_by', options.version)),
      ...(options.includePaths ? [] : [word('report_paths_left_out')]),
    ].join(' '),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}
