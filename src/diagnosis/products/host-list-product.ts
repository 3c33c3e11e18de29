import type { Text } from '../../model/text.js';
import { text } from '../../model/text.js';
import type { Edit, Product, Recogniser } from '../types.js';

interface HostListParts extends Pick<Product, 'id' | 'order' | 'name' | 'responder' | 'marks' | 'condition'> {
  readonly responder: Recogniser;
  readonly log: NonNullable<Product['log']>;
  readonly operation: NonNullable<Product['operation']>;
  /** The lines that add the host to the program's list. */
  readonly allow: Edit & { readonly look: string; readonly detail?: Text };
  /** Where the refusal comes from: source file, measured version. */
  readonly source: string;
  /** What was measured of the lines. */
  readonly tested: string;
}

/** A program that answers 421 to a Host that is not on its list, against DNS rebinding, in words of its own. */
export const hostListProduct = ({ allow, source, tested, ...parts }: HostListParts): Product => ({
  ...parts,
  kind: 'framework',
  hostList: 'operator',
  implications: [
    {
      cause: 'application',
      weight: 'decides',
      text: text('product_refuses_by_list', parts.name),
      source,
    },
  ],
  fixes: [
    {
      id: `${parts.id}-allowed-hosts`,
      causes: ['application'],
      role: 'responder',
      title: text('fix_allowed_hosts'),
      ...allow,
      standing: 'tested',
      source: tested,
    },
  ],
  variants: [],
});
