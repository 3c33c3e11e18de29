import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './source-tree.js';

const FILES = sourceFiles();
/** A folder of src; each page is a room of its own. */
const roomOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('pages/') ? 2 : 1)
    .join('/');
const inRoom = (room: string): SourceFile[] => FILES.filter(({ file }) => roomOf(file) === room);

/**
 * Who may know whom: rooms, or single files of a room, and npm packages. The order is the building's: each room knows
 * only what stands above it here.
 */
const ROOMS: Readonly<
  Record<string, { readonly knows: readonly string[]; readonly packages?: readonly string[] }>
> = {
  // The English messages give the type of all message keys.
  model: { knows: ['../public/_locales/en/messages.json'], packages: ['valibot'] },
  http: { knows: ['model'], packages: ['asn1js'] },
  // What it sends an import by is a type.
  incidents: { knows: ['model', 'platform/send.ts'], packages: ['idb', 'valibot'] },
  sources: { knows: ['model', 'http', 'incidents/host-history.ts', 'incidents/update-incident.ts'] },
  suspicion: { knows: ['model'] },
  diagnosis: { knows: ['model', 'suspicion'] },
  report: { knows: ['model', 'diagnosis'] },
  'messages.ts': { knows: ['model'], packages: ['valibot'] },
  // What it gives of storage.session is what the store asks for, a type.
  platform: {
    knows: ['model', 'messages.ts', 'incidents/store/session.ts'],
    packages: ['webextension-polyfill', 'valibot'],
  },
  i18n: { knows: ['model', 'platform'] },
  ui: {
    knows: ['model', 'http', 'sources', 'diagnosis', 'report', 'platform', 'i18n'],
    packages: ['preact', '@preact/signals'],
  },
  // The badge has words of its own, and the first run opens a page.
  background: {
    knows: ['model', 'suspicion', 'messages.ts', 'incidents', 'platform', 'i18n', 'ui/page/pages.ts'],
    packages: ['valibot'],
  },
  'pages/popup': {
    knows: ['model', 'messages.ts', 'diagnosis', 'platform', 'i18n', 'ui'],
    packages: ['preact', '@preact/signals'],
  },
  'pages/history': {
    knows: ['model', 'sources', 'diagnosis', 'incidents', 'platform', 'i18n', 'ui'],
    packages: ['preact', '@preact/signals', 'valibot'],
  },
  'pages/options': {
    knows: ['model', 'incidents', 'platform', 'i18n', 'ui'],
    packages: ['preact', '@preact/signals'],
  },
  'pages/welcome': { knows: ['model', 'platform', 'i18n', 'ui'], packages: ['preact', '@preact/signals'] },
  'pages/devtools': { knows: ['platform'] },
  'pages/panel': {
    knows: ['model', 'messages.ts', 'sources', 'platform', 'i18n', 'ui'],
    packages: ['preact', '@preact/signals'],
  },
  'pages/learn': { knows: ['model', 'diagnosis', 'i18n', 'ui'], packages: ['preact'] },
};

/** Where code begins to run: pages, the popup's first script, the background, workers. */
const ENTRIES = [
  'background/index.ts',
  'platform/request-early.ts',
  ...FILES.map(({ file }) => file).filter((file) => /^pages\/\w+\/main\.tsx?$/.test(file)),
];

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

it('every room of src is known here, and none is here that src does not have', () => {
  expect([...new Set(FILES.map(({ file }) => roomOf(file)))].toSorted()).toEqual(
    Object.keys(ROOMS).toSorted(),
  );
});

describe.each(Object.entries(ROOMS))('src/%s', (room, { knows, packages = [] }) => {
  it('knows only what it may', () => {
    const strangers = inRoom(room).flatMap(({ file, imports }) =>
      imports
        .filter((other) => roomOf(other) !== room && !knows.includes(roomOf(other)) && !knows.includes(other))
        .map((other) => `${file} imports ${other}`),
    );
    expect(strangers).toEqual([]);
  });

  it('uses only the packages it may', () => {
    const strangers = inRoom(room).flatMap(({ file, packages: used }) =>
      used.filter((name) => !packages.includes(packageOf(name))).map((name) => `${file} imports ${name}`),
    );
    expect(strangers).toEqual([]);
  });
});

it('rooms stand in an order in which each knows only earlier ones', () => {
  const order = Object.keys(ROOMS);
  for (const [room, { knows }] of Object.entries(ROOMS)) {
    // A single file of another room may stand below: which way types point is the test of circles.
    for (const other of knows.filter((name) => !/\.(ts|json)$/.test(name) || name === 'messages.ts'))
      expect(order.indexOf(other), `${room} knows ${other}`).toBeLessThan(order.indexOf(room));
  }
});

it('no file imports itself, by whatever way round', () => {
  const importsOf = new Map(FILES.map(({ file, imports }) => [file, imports]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' > '));
    else if (!done.has(file)) {
      for (const other of importsOf.get(file) ?? []) visit(other, [...way, file]);
      done.add(file);
    }
  };
  for (const { file } of FILES) visit(file, []);
  expect(circles).toEqual([]);
});

it('browser APIs are called in src/platform alone, and where the background begins', () => {
  const elsewhere = FILES.filter(({ file }) => roomOf(file) !== 'platform');
  expect(elsewhere.filter(({ globals }) => globals.has('chrome') || globals.has('browser'))).toEqual([]);
  const withBrowser = elsewhere.filter(({ imports }) => imports.includes('platform/browser.ts'));
  expect(withBrowser.map(({ file }) => file)).toEqual(['background/index.ts']);
});

it('requests are sent in platform/requests.ts alone; two other files read the package', () => {
  const names = ['fetch', 'XMLHttpRequest', 'WebSocket', 'WebTransport', 'EventSource', 'RTCPeerConnection'];
  const senders = FILES.filter(({ globals }) => names.some((name) => globals.has(name)));
  expect(senders.map(({ file }) => file)).toEqual([
    'platform/i18n.ts',
    'platform/request-early.ts',
    'platform/requests.ts',
  ]);
});

it.each(['model', 'http', 'sources', 'diagnosis', 'report'])(
  'src/%s is pure: it reads no page and no storage',
  (room) => {
    const names = ['window', 'document', 'globalThis', 'indexedDB', 'localStorage', 'navigator', 'location'];
    const impure = inRoom(room).filter(({ globals }) => names.some((name) => globals.has(name)));
    expect(impure.map(({ file }) => file)).toEqual([]);
  },
);

it('every file is reached from a place where code begins to run', () => {
  const importsOf = new Map(FILES.map(({ file, imports }) => [file, imports]));
  const reached = new Set<string>();
  const reach = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const other of importsOf.get(file) ?? []) reach(other);
  };
  for (const entry of ENTRIES) reach(entry);
  expect(FILES.map(({ file }) => file).filter((file) => !reached.has(file))).toEqual([]);
});

it('the entries are what manifest and pages name', () => {
  const manifest = readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8');
  expect(manifest).toContain('"service_worker": "src/background/index.ts"');
  for (const entry of ENTRIES.filter((file) => file.endsWith('main.tsx'))) {
    const page = new URL(`../../src/${roomOf(entry)}/index.html`, import.meta.url);
    expect(readFileSync(page, 'utf8')).toContain('<script type="module" src="./main.tsx">');
  }
});
