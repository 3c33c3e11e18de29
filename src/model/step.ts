import type { Text } from './text.js';

/** The readers: who visits the site, and who runs it. */
export const AUDIENCES = ['visitor', 'operator'] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * A command line as data: words, not text, so that each shell's quoting is applied where it is shown and a
 * hostile host or path stays one word. `pipedTo` is a program that reads the first one's output.
 */
export interface Command {
  readonly words: readonly string[];
  /** Data as the last word, which must not be taken for an option: there is no line where it begins with `-`. */
  readonly operand?: string;
  /** Standard input is empty (`</dev/null`), so that the program ends by itself. */
  readonly noInput?: true;
  readonly pipedTo?: readonly string[];
  /** What goes to standard error is piped as well (`2>&1`): a container's log holds both. */
  readonly bothOutputs?: true;
}

/** Where lines of a configuration go, for a program as well as for a reader. Never translated. */
export interface ConfigTarget {
  /** A path or a pattern of paths as the usual packages have it, or the name of the resource or dialogue. */
  readonly file: string;
  /** The block, outermost first: `server > location`. Empty: the file's own level. */
  readonly block: string;
  /** The right one of several blocks has a directive that begins so: `proxy_pass`. */
  readonly having?: string;
  /** The lines belong into each such block. */
  readonly every?: true;
  /** `replace`: what the block has of `replaces` goes. `add`: all that is there stays. */
  readonly change: 'add' | 'replace';
  /** How the directives begin in whose place the lines come; those that are not there are no harm. */
  readonly replaces?: readonly string[];
}

/** Lines for a configuration file of a server, proxy or CDN. Never translated. */
export interface ConfigLines {
  /** Product name, e.g. `nginx`. */
  readonly product: string;
  /** Where the lines go, in the reader's words. */
  readonly place?: Text;
  readonly target: ConfigTarget;
  /** Words of PLACEHOLDERS in it are the reader's to fill in. */
  readonly lines: string;
  /** `tested`: a real server went from 421 to 200 by it. `documented`: the named source says so. */
  readonly standing: 'tested' | 'documented';
  /** Manual, issue or source file. */
  readonly source: string;
}

/** What a command is for, where it belongs to a fix: where the lines go, whether they are right, and to make them count. */
export type CommandPurpose = 'find' | 'test' | 'reload';

/** The actions for one of several products. */
export interface PickOption {
  /** Proper name of the product. */
  readonly name: string;
  readonly actions: readonly StepAction[];
}

export type StepAction =
  | { readonly kind: 'command'; readonly command: Command; readonly purpose?: CommandPurpose }
  /** One of several products, which the reader knows: its actions only. */
  | { readonly kind: 'pick'; readonly options: readonly PickOption[] }
  | { readonly kind: 'config'; readonly config: ConfigLines }
  /** A text to copy as it is: a preference's name, an address to type. */
  | { readonly kind: 'copy'; readonly value: string }
  /** A page to open: the corrected URL, a manual. https or http only. */
  | { readonly kind: 'open'; readonly url: string }
  /** Buttons that the page knows how to do. */
  | { readonly kind: 'retry_fresh' }
  /** The page again, past the browser's cache. */
  | { readonly kind: 'reload_past_cache' }
  | { readonly kind: 'coalescing_off' }
  | { readonly kind: 'run_checks' }
  /** The report, as a mail to those who run the site. */
  | { readonly kind: 'mail_report' }
  | { readonly kind: 'verify_certificate'; readonly command: Command }
  /** A field for the log lines that the step's commands found. */
  | { readonly kind: 'paste_log' };

/** What a change takes away from security: what it lets in, and for whom it is the wrong change. */
export interface SecurityWarning {
  readonly opens: Text;
  readonly wrongFor: Text;
}

/**
 * What an operator's steps are for. In this order, but `confirm` stands before `fix` where the cause is only possible.
 * `count` fixes nothing: it shows how many visitors are met.
 */
export const STEP_GROUPS = ['fix', 'confirm', 'verify', 'last-resort', 'count'] as const;
export type StepGroup = (typeof STEP_GROUPS)[number];

interface StepParts {
  /** Stable within a finding, e.g. `send-sni`. */
  readonly id: string;
  readonly title: Text;
  readonly detail?: Text;
  /** What to know about the result, under the actions. */
  readonly note?: Text;
  /** Shown wherever the step is. */
  readonly lowersSecurity?: SecurityWarning;
  /** Zero or more, in the order they are to be shown. */
  readonly actions: readonly StepAction[];
}

export interface VisitorStep extends StepParts {
  readonly audience: 'visitor';
  /**
   * It does no harm to try it on a guess, and how cheap that is: the lower the cheaper. Absent: it changes a setting or
   * takes someone's time, which is for those who know the cause.
   */
  readonly trial?: number;
}

export interface OperatorStep extends StepParts {
  readonly audience: 'operator';
  readonly group: StepGroup;
  /** Another way to the same end as the step before it: one of them is enough. */
  readonly alternative?: true;
  /** It changes the origin, so that it bears what the gateway in front does wrong. */
  readonly workaround?: true;
}

/** One thing to do. */
export type Step = VisitorStep | OperatorStep;

/** The operator's steps under their headings, in the order of the steps. A group's steps stand together. */
export function groupsOf(
  steps: readonly Step[],
): readonly { readonly group: StepGroup; readonly steps: readonly OperatorStep[] }[] {
  const groups = new Map<StepGroup, OperatorStep[]>();
  for (const step of steps) {
    if (step.audience !== 'operator') continue;
    const known = groups.get(step.group);
    if (known) known.push(step);
    else groups.set(step.group, [step]);
  }
  return [...groups].map(([group, own]) => ({ group, steps: own }));
}
