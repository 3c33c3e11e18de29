const GITHUB_ISSUES = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/?$/;

/**
 * A form of a project on GitHub, with some of its fields filled in. An address of another kind is opened as it is.
 *
 * @param bugs `bugs.url` of package.json
 * @param form its file name in .github/ISSUE_TEMPLATE
 */
export function issueFormUrl(
  bugs: string,
  form: 'wrong-diagnosis.yml' | 'bug.yml',
  fields: Readonly<Record<string, string>>,
): string {
  if (!GITHUB_ISSUES.test(bugs)) return bugs;
  return `${bugs.replace(/\/$/, '')}/new?${new URLSearchParams({ template: form, ...fields })}`;
}
