import type { JSX } from 'preact';
import { t } from '../../i18n/i18n.js';
import type { RequestFacts } from '../../model/exchange.js';
import { Fact } from './fact.js';
import { Name } from './name.js';

/** The path without its query, which may hold secrets that nobody wants on a screenshot. */
function pathOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, search } = new URL(url);
  return search === '' ? pathname : `${pathname}?…`;
}

export const RequestFact = ({ request }: { readonly request: RequestFacts }): JSX.Element => (
  <Fact name="ui_fact_request">
    <Name>{`${request.method} ${pathOf(request.url)}`.trim()}</Name>
    {` (${t(`ui_type_${request.type}`)})`}
  </Fact>
);
