import type { Attempt } from '../model/attempt.js';
import type { Authority } from '../model/authority.js';
import type { CauseId, FixedBy, Hop } from '../model/cause.js';
import type { CheckId, CheckResult, PastedFacts } from '../model/check.js';
import type { Evidence, RecognisedProduct, Weight } from '../model/diagnosis.js';
import type { Occurrence, Protocol, ProxyFacts } from '../model/exchange.js';
import type { HistoryPeriod, Neighbour } from '../model/host-history.js';
import type { Agent, Incident } from '../model/incident.js';
import type { Command, ConfigLines, ConfigTarget, SecurityWarning, Step } from '../model/step.js';
import type { Text } from '../model/text.js';
import type { CertificateFacts, TlsFacts } from '../model/tls.js';
import type { Failure } from '../suspicion/failures.js';
import type { SuspicionRule } from '../suspicion/rule.js';
import type { Drawing } from './route/draw.js';
import type { RouteParts } from './route/parts.js';

/** Everything the rules may look at, read out of one incident once. Made by facts.ts. */
export interface Facts {
  readonly incident: Incident;
  /** The occurrence that the diagnosis speaks of. */
  readonly occurrence: Occurrence;
  /** All tries of its request, oldest first, where a log has them. */
  readonly attempts: readonly Attempt[];
  readonly authority: Authority;
  readonly agent: Agent;
  readonly protocol: Protocol;
  /** First value of a field; undefined where absent. Names without case. */
  header(name: string): string | undefined;
  headers(name: string): readonly string[];
  /** The kept part of the body; undefined where it could not be had, '' where it was empty. */
  readonly body: string | undefined;
  /** The body is data for programs, by its Content-Type or by its text: the proper name of the format, e.g. `JSON`, `XML`. */
  readonly dataFormat: string | undefined;
  readonly address: string | undefined;
  readonly fromCache: boolean | undefined;
  readonly proxy: ProxyFacts | undefined;
  readonly neighbours: readonly Neighbour[];
  readonly periods: readonly HistoryPeriod[];
  readonly tls: TlsFacts | undefined;
  readonly certificate: CertificateFacts | undefined;
  readonly checks: Readonly<Partial<Record<CheckId, CheckResult>>>;
  readonly pasted: readonly PastedFacts[];
  /** Filled in once the products were matched; what the cause rules build on. */
  readonly responder: ProductMatch | undefined;
  readonly gateways: readonly ProductMatch[];
}

/** What product recognition may look at: everything but its own result. */
export type RawFacts = Omit<Facts, 'responder' | 'gateways'>;

/** A product that was recognised, and by what. */
export interface ProductMatch {
  readonly product: Product;
  /** A variant's id, e.g. `plesk` of nginx. */
  readonly variant?: ProductVariant;
  readonly by: Text;
  readonly sure: RecognisedProduct['sure'];
  /** A gateway put its own page over the response of the program behind it. */
  readonly replaced?: true;
}

/** What shows a product. */
export interface Sign {
  readonly by: Text;
  readonly sure: RecognisedProduct['sure'];
  /** Only the Content-Type was seen: a `Server` value that is not accounted for vetoes it. */
  readonly labelOnly?: true;
  /** See ProductMatch. */
  readonly replaced?: true;
}

/** How a product shows itself. `undefined`: it does not. */
export type Recogniser = (facts: RawFacts) => Sign | undefined;

/**
 * What a product's own 421 means for the causes. It speaks of the responder alone and counts only for a 421 that
 * surfaced; what responder and gateways mean together, time, connection and checks are the causes' own rules. The
 * engine weakens it where the responder itself is not certain (see diagnose.ts).
 */
export interface Implication {
  readonly cause: CauseId;
  readonly weight: Weight;
  /** Evidence sentence. */
  readonly text: Text;
  readonly source: string;
  /** The implication counts only if this holds. */
  readonly when?: (facts: Facts) => boolean;
}

/** Where a program's log is, by how it runs. */
export type LogPlace =
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  /** systemd's journal; `unit` is its service. */
  | { readonly kind: 'journal'; readonly unit: string }
  /** The output of a container. */
  | { readonly kind: 'container' }
  | { readonly kind: 'kubernetes' };

/** Lines and where they go. `lines` may use the real host; it must come out as one token. */
export interface Edit {
  readonly place?: Text;
  readonly target: ConfigTarget;
  readonly lines: (host: string, authority: Authority) => string;
}

/** How a product's configuration is found, tested and made to count. */
export interface Operation {
  /** Shows the files and the lines that a pattern finds (POSIX extended regular expression), with their blocks. */
  readonly find: (look: string) => Command;
  readonly test: Command;
  readonly reload: Command;
}

/** Lines that do one thing, and how it is known that they do. */
export interface Lines extends Edit {
  /** More lines in another place, without which the first do nothing. */
  readonly also?: readonly Edit[];
  /** What to look for in the configuration, see Operation: it finds the block. */
  readonly look?: string;
  readonly standing: ConfigLines['standing'];
  readonly source: string;
}

/** Configuration that fixes a cause on a product. */
export interface Fix extends Lines {
  readonly id: string;
  readonly causes: readonly CauseId[];
  /** Does the product write the 421, or stand in front of who does? */
  readonly role: 'responder' | 'gateway';
  readonly title: Text;
  readonly detail?: Text;
  readonly when?: (facts: Facts) => boolean;
  /**
   * Of a gateway's lines: they are for an upstream that belongs to somebody else, who knows it by its own name and not
   * by the site's. Others are for an upstream of one's own.
   */
  readonly foreignUpstream?: true;
  /** The lines take a check or an encryption away. Such a fix is offered late, and never on a page's word alone (see steps.ts). */
  readonly lowersSecurity?: SecurityWarning;
}

/** A repackaging of a product with ways of its own: Plesk for nginx, Istio for Envoy. */
export interface ProductVariant {
  readonly id: string;
  readonly name: string;
  readonly recognise?: Recogniser;
  readonly fixes: readonly Fix[];
}

/** A server, proxy, CDN or application framework: one folder in products/. */
export interface Product {
  readonly id: string;
  /** Gateways are reported lowest first: CDNs stand nearest to the browser. Of responders that are as sure, the lowest is named. */
  readonly order: number;
  /** Often the gateway where none shows: its lines are offered then, lowest first. */
  readonly commonGateway?: number;
  /** Proper name, the same in every language. */
  readonly name: string;
  readonly kind: 'server' | 'proxy' | 'cdn' | 'balancer' | 'framework';
  /** Recognised as the one who wrote the 421: body first, then headers. Absent: no dependable signature. */
  readonly responder?: Recogniser;
  /** Recognised as one who passed the response on. */
  readonly gateway?: Recogniser;
  /** What it puts into these fields itself; another value beside its own page was put there by something in front. */
  readonly marks?: { readonly server?: RegExp; readonly via?: RegExp };
  /** Its own 421 comes from comparing SNI with Host; the folder has the source. */
  readonly comparesSniWithHost?: true;
  /** Its own 421 says that its list of allowed hosts lacks the host; who keeps that list, in settings or in code. */
  readonly hostList?: 'operator' | 'developer';
  /** It stands at a company's door as often as before a site: as a gateway it shows no front of the site. */
  readonly alsoClientSide?: true;
  /** As a gateway it sends Age with responses that it never stored, too: the time since their Date. */
  readonly agesEveryResponse?: true;
  /** The condition under which it answers 421 (or that it never does). */
  readonly condition: Text;
  /**
   * How to find the 421 in its log: what to look for, and where the log is in the deployments that are usual for it.
   * A managed service has none of these places; its text says where its log is.
   */
  readonly log?: {
    readonly text: Text;
    readonly look: string;
    readonly places: readonly LogPlace[];
    /** Its lines can be pasted as evidence (sources/paste/server-log.ts). */
    readonly pasted?: true;
    /** Lines without which the log does not have it. */
    readonly level?: Lines;
  };
  readonly operation?: Operation;
  /** Lines by which a host's responses make browsers report each 421 (steps.ts, countAll). */
  readonly reporting?: Lines;
  /** Lines that collect those reports in a log. */
  readonly collector?: Lines;
  readonly implications: readonly Implication[];
  readonly fixes: readonly Fix[];
  readonly variants: readonly ProductVariant[];
}

/** One rule of a cause: an observation that counts for or against it. */
export interface Rule {
  readonly id: string;
  readonly weight: Weight;
  /** Where the rule comes from: RFC section, server manual, measurement. */
  readonly source: string;
  /** The sentence for docs/causes.md; what `observe` returns is the sentence for this incident. */
  readonly text: Text;
  /** True, or the sentence with its arguments, if it was observed. Never throws on hostile input. */
  readonly observe: (facts: Facts) => boolean | Text;
  /** The observation rests on a check or a pasted output. */
  readonly fresh?: true;
}

/** A cause: one folder in causes/. */
/** What speaks where no 421 was seen: an error page with words of its own, or a navigation that failed. */
export type Suspect =
  | { readonly by: 'page'; readonly meaning: SuspicionRule['meaning']; readonly rule: SuspicionRule }
  | {
      readonly by: 'failure';
      readonly meaning: Failure;
      /** The host itself was answered within minutes before. */
      readonly recentlyWell: boolean;
    };

/**
 * What a cause says of a suspect. The rules for 421s are not asked, for they take the response for a refusal under RFC 9110
 * section 15.5.20, which this one is not.
 */
export interface Reading {
  /** Among the causes that fit, lowest first. */
  readonly place: number;
  readonly verdict: Text;
  /** Absent: that only the people who run the site can fix it. */
  readonly visitor?: Text;
  readonly operator: Text;
  readonly steps: readonly Step[];
  /** Where it is not the cause's usual one. */
  readonly hop?: Hop;
  /** Besides what made the page or the failure suspect. */
  readonly evidence?: readonly Evidence[];
  /** Less than the page alone justifies: another cause is as near. */
  readonly most?: 'possible';
  /** A gateway in front is the one to change, and its lines are offered. */
  readonly byGateway?: true;
  /** What would settle all that is named beside it; absent: nothing better than what is there for every suspicion. */
  readonly settles?: Text;
}

export interface Cause {
  readonly id: CauseId;
  /**
   * Breaks ties, and stands among those that are decided, lowest first: whether the response is alive at all, then the
   * URL's shape, then what the server says, then what only a pattern or a guess shows.
   */
  readonly order: number;
  /** A connection that the browser shared sets it off as well, so a page alone does not decide it. */
  readonly setOffBySharing?: true;
  /**
   * It needs a gateway, also where none shows, and this is what to do there: the title of a step, with the gateway's name
   * where that is known. What a product's lines change on the origin is then a workaround.
   */
  readonly gatewayFix?: (gateway: string | undefined) => Text;
  /** It speaks of the stored response itself, so the response's age is no doubt about it. */
  readonly aboutStored?: true;
  /** The shared connection itself. Where it is ruled out, it is named first: what a reader of RFC 9110 suspects first. */
  readonly isSharing?: true;
  /** A host is refused now and served then in one browser, so that its good responses can ask for reports of the others. */
  readonly refusesSome?: true;
  /** A URL whose very shape is the cause, for its general picture. Addresses and names for documentation (RFC 5737, RFC 2606). */
  readonly sampleUrl?: string;
  /** Its short name, e.g. for lists. */
  readonly name: Text;
  readonly hop: Hop;
  /** Where the hop depends on what was recognised; `hop` is then the usual one. */
  readonly hopOf?: (facts: Facts) => Hop;
  readonly fixedBy: FixedBy;
  /** Where that depends on what was recognised; `fixedBy` is then the usual one. */
  readonly fixedByOf?: (facts: Facts) => FixedBy;
  /** Something compares the server name (SNI) of a TLS connection, so without one it cannot be. */
  readonly needsTls?: true;
  /** What it is, in general, for docs and the explanation page. */
  readonly definition: Text;
  readonly verdict: (facts: Facts) => Text;
  /** For a visitor who does not know the words of the verdict, where `fixedBy` does not say it all (headline.ts). */
  readonly headline?: (facts: Facts) => Text;
  readonly visitor: (facts: Facts) => Text;
  readonly operator: (facts: Facts) => Text;
  readonly rules: readonly Rule[];
  /**
   * Steps of the cause itself; the recognised products' fixes are added by steps.ts. An operator's step that only says what
   * to fix (`fix`, no actions) gives way to the lines of a product that do it. Without one of `verify`, a request of the
   * host is the proof.
   */
  readonly steps: (facts: Facts) => readonly Step[];
  /** undefined: it does not fit what is suspect. */
  readonly suspected?: (facts: Facts, suspect: Suspect) => Reading | undefined;
  /** What the response says is quoted where it stands first: only its developers know what it means. */
  readonly quotesResponse?: true;
  /** The way of the request, if this is the cause. */
  readonly route: (parts: RouteParts) => Drawing;
  /** What would settle it, where it stands first and is not certain. */
  readonly settles: (facts: Facts) => Text;
}
