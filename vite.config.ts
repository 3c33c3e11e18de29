import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import pkg from './package.json' with { type: 'json' };

const { version } = pkg;

/** The one manifest, with what each browser needs in its own way. */
export function manifestFor(browser: 'chrome' | 'firefox'): ManifestV3Export {
  const { background, permissions, ...common } = manifest;
  if (browser === 'chrome') {
    return {
      ...common,
      version,
      // The first with everything that is used: URL.canParse (120), light-dark() in styles (123).
      minimum_chrome_version: '123',
      background: { ...background, type: 'module' },
      permissions: [...permissions],
    } as ManifestV3Export;
  }
  return {
    ...common,
    version,
    // Else Firefox hides the button, and with it the badge, in the extensions panel.
    action: { ...common.action, default_area: 'navbar' },
    // Firefox runs an event page; a service_worker key is a lint warning there.
    background: { scripts: [background.service_worker], type: 'module' },
    // Blocking is what getSecurityInfo and filterResponseData ask for; nothing is ever blocked. See docs/permissions.md.
    permissions: [...permissions, 'webRequestBlocking', 'webRequestFilterResponse', 'dns'],
    browser_specific_settings: {
      gecko: {
        id: 'missent@missent.example',
        strict_min_version: '142.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  } as ManifestV3Export;
}

const browser = process.env.TARGET === 'firefox' ? 'firefox' : 'chrome';

export default defineConfig({
  define: { __TARGET__: JSON.stringify(browser === 'chrome' ? 'chromium' : 'firefox') },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [crx({ manifest: manifestFor(browser), browser })],
  build: {
    outDir: `dist/${browser}`,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    minify: true,
    // What the bundled packages' licences ask for: their texts go with the copies.
    license: { fileName: 'licenses.md' },
    // Pages that no key of the manifest names; they open at their paths (src/ui/page/pages.ts).
    rolldownOptions: {
      input: ['history', 'learn', 'panel', 'welcome'].map((page) => `src/${page}/index.html`),
    },
  },
});
