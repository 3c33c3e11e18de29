import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { RecognisedProduct } from '../../model/diagnosis.js';
import { Say } from '../say.js';

/** A product and by what it was recognised. */
export const ProductName = ({ product }: { readonly product: RecognisedProduct }): JSX.Element => (
  <>
    {product.unnamed ? t('ui_gateway_unnamed') : <span translate={false}>{product.name}</span>}
    <span class="facts-by">
      <Say text={product.by} />
    </span>
  </>
);
