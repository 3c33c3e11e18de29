import { readFileSync } from 'node:fs';
import { type CrxPlugin, crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { type BuildOptions, build, defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import pkg from './package.json' with { type: 'json' };
import { scriptsOfPages } from './scripts/build/chunks.js';
import { partNamed } from './scripts/build/part-named.js';
import { polyfillAsModule } from './scripts/build/polyfill.js';
import { scriptFirst } from './scripts/build/script-first.js';
import { wordsApart } from './scripts/build/words.js';

const { version } = pkg;

/** The one manifest, with what each browser needs in its own way. */
export function manifestFor(browser: 'chrome' | 'firefox'): ManifestV3Export {
  const { background, permissions, key, storage, ...common } = manifest;
  if (browser === 'chrome') {
    return {
      ...common,
      version,
      // The first with everything that is used: URL.canParse (120), light-dark() in styles (123).
      minimum_chrome_version: '123',
      background: { ...background, type: 'module' },
      // The public key decides the id of an unpacked Missent, which policies name; the store refuses one. See docs/enterprise.md.
      key,
      // Firefox takes a policy without one.
      storage,
      // Private windows get a background, storage and network of their own; see docs/permissions.md.
      incognito: 'split',
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

/**
 * The background in one file, which shares no chunk with the pages and needs no loader: Chrome sees no request of a
 * fresh install until each file of the worker is there. Measured in fresh profiles that opened a page at once: split in
 * 14 files it missed the first 421 in 5 of 16, with a loader before the one file in 2 of 24.
 */
function backgroundAlone(): CrxPlugin {
  return {
    name: 'missent:background-alone',
    // After the plugin that writes the loader.
    enforce: 'post',
    async load(id) {
      if (!isBackground(id)) return undefined;
      const built = await build({
        configFile: false,
        logLevel: 'warn',
        define,
        resolve: { alias },
        plugins: [polyfillAsModule],
        publicDir: false,
        build: { write: false, target: TARGET, minify: false, rolldownOptions: { input: id } },
      });
      const output = 'output' in built ? built.output : [];
      const [file] = output;
      if (file === undefined || output.length !== 1) this.error(`${id} was not built into one file`);
      for (const source of file.moduleIds) this.addWatchFile(source);
      return file.code;
    },
    renderCrxManifest(manifest) {
      return {
        ...manifest,
        background:
          browser === 'firefox'
            ? { scripts: [BACKGROUND_FILE], type: 'module' }
            : { service_worker: BACKGROUND_FILE, type: 'module' },
      };
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        delete bundle['service-worker-loader.js'];
      },
    },
  };
}

/**
 * Workers that pages start are entries of the pages' own module graph. As Vite builds `?worker&url`, each would bring its
 * own copy of what the pages have already (asn1js).
 */
function workersInGraph(): Plugin {
  return {
    name: 'missent:workers-in-graph',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const [file, query] = id.split('?');
      if (file === undefined || query !== 'worker&url') return undefined;
      return `export default import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'chunk', id: file })};`;
    },
  };
}

const isBackground = (id: string | null): boolean => id?.endsWith('/src/background/index.ts') === true;
const BACKGROUND_FILE = 'background.js';
const TARGET = 'es2022';
/** Messages of the manifest and of the background, which the browser looks up. */
const SAID_BY_BROWSER = ['src/platform/messages.json', 'src/background/messages.json'];
const FIREFOX_OWN = new URL('scripts/build/browser-of-firefox.mjs', import.meta.url).pathname;
const browser = process.env.TARGET === 'firefox' ? 'firefox' : 'chrome';

/**
 * Firefox has the promise-based `browser` that the polyfill gives Chrome, and in Firefox the polyfill hands over nothing
 * else (its own documentation): there it is left out.
 */
const alias = browser === 'firefox' ? { 'webextension-polyfill': FIREFOX_OWN } : {};

/** The project's own issue address, for "Wrong diagnosis?"; without one there is no such link. */
const bugsUrl = ({ bugs }: { readonly version: string; readonly bugs?: { readonly url: string } }): string =>
  bugs?.url ?? '';

const define = {
  __TARGET__: JSON.stringify(browser === 'chrome' ? 'chromium' : 'firefox'),
  __BUGS_URL__: JSON.stringify(bugsUrl(pkg)),
};

/** Missent's own licence, beside those of the bundled packages. */
const ownLicence: Plugin = {
  name: 'missent:own-licence',
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: 'LICENSE',
      source: readFileSync(new URL('LICENSE', import.meta.url)),
    });
  },
};

/** What Chrome lets a policy say; its file stands at the root. */
const managedSchema: Plugin = {
  name: 'missent:managed-schema',
  generateBundle() {
    const { managed_schema: fileName } = manifest.storage;
    this.emitFile({ type: 'asset', fileName, source: readFileSync(new URL(fileName, import.meta.url)) });
  },
};

/** Pages that no key of the manifest names; they open at their paths (src/ui/page/pages.ts). */
const UNNAMED_PAGES = ['history', 'learn', 'panel', 'welcome'];

const pageFile = (page: string): string => `src/pages/${page}/index.html`;

/** Each page with a face, and how it is built: the tests' stage builds the same, so that it wears what ships. */
export const PAGE_FILES: readonly string[] = [...UNNAMED_PAGES, 'popup', 'options'].map(pageFile);

export const pageBuild = {
  target: TARGET,
  // Scripts of a page are asked for at once and not one after another: a popup is there a sixth sooner.
  modulePreload: { polyfill: false },
  minify: true,
} satisfies BuildOptions;

export const jsx = { runtime: 'automatic', importSource: 'preact' } as const;

export default defineConfig({
  define,
  resolve: { alias },
  oxc: { jsx },
  plugins: [
    workersInGraph(),
    polyfillAsModule,
    crx({ manifest: manifestFor(browser), browser }),
    backgroundAlone(),
    scriptFirst({ page: pageFile('popup'), script: 'src/platform/request-early.ts' }),
    partNamed({
      page: pageFile('popup'),
      script: 'src/pages/popup/main.tsx',
      part: 'src/pages/popup/cases.tsx',
    }),
    wordsApart({ locales: 'public/_locales', kept: SAID_BY_BROWSER }),
    ownLicence,
    ...(browser === 'chrome' ? [managedSchema] : []),
  ],
  build: {
    outDir: `dist/${browser}`,
    emptyOutDir: true,
    ...pageBuild,
    // What the bundled packages' licences ask for: their texts go with the copies.
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: UNNAMED_PAGES.map(pageFile),
      output: {
        codeSplitting: scriptsOfPages(import.meta.dirname),
        chunkFileNames: ({ facadeModuleId }) =>
          isBackground(facadeModuleId) ? BACKGROUND_FILE : 'assets/[name]-[hash].js',
      },
    },
  },
});
