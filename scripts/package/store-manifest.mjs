/**
 * The manifest of the package for the Chrome Web Store and Edge Add-ons. Each gives an id of its own and refuses a
 * manifest that says which ("The manifest shouldn't contain the key field"): see docs/enterprise.md and docs/store/edge.md.
 */
export const storeManifest = ({ key: _, ...manifest }) => manifest;
