import type { JSX } from 'preact';
import type { RecognisedProduct } from '../../model/diagnosis.js';
import { t } from '../i18n.js';
import { Say } from '../say.js';

/** A product and by what it was recognised. */
export const ProductName = ({ product }: { readonly product: RecognisedProduct }): JSX.Element => (
  <>
    {product.unnamed ? t('ui_front_unnamed') : <span translate={false}>{product.name}</span>}
    <span class="facts-by">
      <Say text={product.by} />
    </span>
  </>
);
