import type { CauseId, Confidence, FixedBy, Hop } from './cause.js';
import type { Step } from './step.js';
import type { Text } from './text.js';

/**
 * How much one observation counts, in steps of doubt: 1 weak, 2 moderate, 3 strong; negative against.
 * `decides`: with this the cause stands. `excludes`: with this it falls.
 */
export type Weight = 1 | 2 | 3 | -1 | -2 | -3 | 'decides' | 'excludes';

/** One observation, for or against a cause. */
export interface Evidence {
  /** Stable, e.g. `apache-sni-sentence`. */
  readonly id: string;
  readonly weight: Weight;
  /** What was observed, as a sentence. */
  readonly text: Text;
  /** Where the rule comes from: RFC section, server manual, measurement. */
  readonly source: string;
  /** The evidence came from a check or a pasted output, after the incident. */
  readonly fresh?: true;
}

/** A cause with confidence and evidence. */
export interface Finding {
  readonly cause: CauseId;
  readonly hop: Hop;
  readonly fixedBy: FixedBy;
  readonly confidence: Confidence;
  /** Sum of the weights; orders findings, is never shown. */
  readonly score: number;
  /** For a visitor: who is at fault and who is not, in one plain sentence. */
  readonly headline: Text;
  /** The verdict, which is technical: one plain sentence. */
  readonly verdict: Text;
  /** The sentence a visitor understands, and the one an operator needs. */
  readonly visitor: Text;
  readonly operator: Text;
  readonly evidence: readonly Evidence[];
  readonly steps: readonly Step[];
}

/** A cause that is only possible is called a guess wherever it is named, and nothing of it is stated as a fact. */
export const isGuess = ({ cause, confidence }: Finding): boolean =>
  confidence === 'possible' && cause !== 'unknown';

/** A cause that was excluded, and why. */
export interface RuledOut {
  readonly cause: CauseId;
  readonly reason: Text;
}

/** A server, proxy or CDN that was recognised. */
export interface RecognisedProduct {
  readonly id: string;
  /** Proper name, e.g. `Apache httpd`; the same in every language. */
  readonly name: string;
  /** By what it was recognised. */
  /** It shows that there is something, but not what it is called: `name` stands in for that, in English. */
  readonly unnamed?: true;
  readonly by: Text;
  readonly sure: Confidence;
}

export interface Diagnosis {
  /** Ranked; never empty: `unknown` stands where nothing decides. */
  readonly findings: readonly Finding[];
  readonly ruledOut: readonly RuledOut[];
  /** Who wrote the 421, if that shows. */
  readonly responder?: RecognisedProduct;
  /** Who passed it on, nearest to the browser first. */
  readonly gateways: readonly RecognisedProduct[];
  /** The host that the connection of the 421 was opened for, where a check or a log shows that it was another one. */
  readonly opener?: string;
  /** What the response itself says to people, where it is the application's own or nothing else is known. */
  readonly ownWords?: Text;
  /** What would settle it, where the first finding is not certain. */
  readonly settles?: Text;
}
