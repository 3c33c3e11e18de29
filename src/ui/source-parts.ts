/** A piece of a source's name, with the page it names, if it names one. */
export interface SourcePart {
  readonly text: string;
  readonly url?: string;
}

/** The ways in which the rules name their sources: a section of an RFC, a page without its scheme, an issue on GitHub. */
const NAMED =
  /RFC (?<rfc>\d+) section (?<section>\d+(?:\.\d+)*)|(?<page>\b(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}\/[^\s,;]*)|(?<repository>\b[\w.-]{1,100}\/[\w.-]{1,100})#(?<issue>\d+)/g;

function urlOf(groups: Readonly<Record<string, string | undefined>>): string {
  const { rfc, section, page, repository, issue } = groups;
  if (rfc !== undefined) return `https://www.rfc-editor.org/rfc/rfc${rfc}.html#section-${section}`;
  if (page !== undefined) return `https://${page}`;
  return `https://github.com/${repository}/issues/${issue}`;
}

/** A source's name cut into links and what stands between them. Together the parts are the name. */
export function sourceParts(source: string): SourcePart[] {
  const parts: SourcePart[] = [];
  let end = 0;
  for (const match of source.matchAll(NAMED)) {
    if (match.index > end) parts.push({ text: source.slice(end, match.index) });
    parts.push({ text: match[0], url: urlOf(match.groups ?? {}) });
    end = match.index + match[0].length;
  }
  if (end < source.length) parts.push({ text: source.slice(end) });
  return parts;
}
