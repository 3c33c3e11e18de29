/** Words that stand in lines and commands for what only the reader knows. Each has one spelling everywhere. */
export const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'ORIGIN_ADDRESS',
  'ORIGIN_PORT',
  'UPSTREAM_NAME',
  'UPSTREAM_PORT',
  'CA_FILE',
  'CERTIFICATE_FILE',
  'KEY_FILE',
  'OWN_ADDRESS',
  'HOST_NAME',
  'OTHER_HOST',
  'COLLECTOR_HOST',
  'CONTAINER_NAME',
  'DEPLOYMENT_NAME',
  'TARGET_GROUP',
  'VPC_ID',
  'RESOURCE_GROUP',
  'INNER_PROFILE',
  'DOMAIN_NAME',
  'DISTRIBUTION_ID',
  'CREDENTIAL_NAME',
  'SITE_ROOT',
  'APP_NAME',
  'OWNER_NAME',
  'PROJECT_NAME',
  'REPOSITORY_NAME',
  'SERVICE_ID',
  'SITE_ID',
  'SITE_NAME',
]);

/** All that is spelled like one, so that none escapes PLACEHOLDERS. */
export const PLACEHOLDER_LIKE = /\b[A-Z]+(?:_[A-Z]+)+\b/g;

/** A text in parts; every odd part is a placeholder. */
export function aroundPlaceholders(text: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER_LIKE)) {
    if (!PLACEHOLDERS.has(match[0])) continue;
    parts.push(text.slice(from, match.index), match[0]);
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}
