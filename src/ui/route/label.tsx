import type { JSX } from 'preact';
import type { Label } from '../../diagnosis/route/route.js';
import { Breakable } from '../breakable.js';
import { Say } from '../say.js';

/** What is written on a part of the picture: a message, or a name as it is. */
export const LabelView = ({ label }: { readonly label: Label }): JSX.Element =>
  'proper' in label ? (
    <bdi translate={false}>
      <Breakable name={label.proper} />
    </bdi>
  ) : (
    <Say text={label} />
  );
