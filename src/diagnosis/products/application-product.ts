import { text } from '../../model/text.js';
import type { Product, Recogniser } from '../types.js';

interface ApplicationParts {
  readonly id: string;
  /** What names a program comes before the server that runs it. */
  readonly order: number;
  /** Proper name. */
  readonly name: string;
  readonly responder: Recogniser;
  /** Endings of the files in which programs for it are written, e.g. `py`. */
  readonly files: readonly string[];
  /** What was measured, with the version. */
  readonly source: string;
}

/** The search finds the number and the phrase, in code and in configuration. */
const SEARCH = String.raw`\b421\b|[Mm]isdirected`;

/**
 * A framework or an application server that shows itself: by itself it never answers 421, so the program made with it did.
 * Its fix is the search for the place in that program.
 */
export const applicationProduct = ({
  id,
  order,
  name,
  responder,
  files,
  source,
}: ApplicationParts): Product => ({
  id,
  order,
  name,
  kind: 'framework',
  responder,
  condition: text('product_application_condition', name),
  implications: [
    { cause: 'application', weight: 3, text: text('product_application_implies', name), source },
  ],
  fixes: [
    {
      id: `${id}-find-host-check`,
      causes: ['application'],
      role: 'responder',
      title: text('fix_find_host_check'),
      detail: text('fix_find_host_check_detail'),
      place: text('fix_place_program_folder'),
      // Nothing is changed yet: the line is a search.
      target: { file: 'Terminal', block: '', change: 'add' },
      lines: () => `grep -rnE '${SEARCH}' ${files.map((ending) => `--include='*.${ending}'`).join(' ')} .`,
      standing: 'tested',
      source: 'grep 3.8, over the programs of scripts/record-responses/apps',
    },
  ],
  variants: [],
});
