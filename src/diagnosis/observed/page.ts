import { type Text, text } from '../../model/text.js';
import type { Facts, Product, RawFacts } from '../types.js';

/** A 421 surfaced, so its headers and body are those of the one who said it. */
export const surfaced = ({ occurrence }: RawFacts): boolean =>
  occurrence.outcome === 'misdirected' && occurrence.exchange.response.status === 421;

/** What is not among its header fields was not sent. */
export const fieldsSeen = ({ occurrence }: RawFacts): boolean => !occurrence.afterwards;

/** The response is data for programs, with the sentence that says in which format. */
export const inDataFormat = ({ dataFormat }: RawFacts): false | Text =>
  dataFormat !== undefined && text('evidence_data_format', dataFormat);

/** The browser's retry recovered a hidden 421. */
export const recovered = ({ occurrence }: RawFacts): boolean => occurrence.outcome === 'recovered';

/** The responder, where it was recognised well enough to build on, and only for a 421 that surfaced. */
const sureResponder = (facts: Facts): Product | undefined =>
  surfaced(facts) && facts.responder && facts.responder.sure !== 'possible'
    ? facts.responder.product
    : undefined;

export const responderId = (facts: Facts): string | undefined => sureResponder(facts)?.id;

/** A program that refuses hosts off its list wrote the 421. */
export const hostListOf = (facts: Facts): Product | undefined => {
  const product = sureResponder(facts);
  return product?.hostList === undefined ? undefined : product;
};

/** The 421 comes from one that compares SNI with Host. */
export const comparesSniWithHost = (facts: Facts): boolean =>
  sureResponder(facts)?.comparesSniWithHost === true;
