export function storeManifest(manifest: Readonly<Record<string, unknown>>): Record<string, unknown>;
