// Which script a module of the pages goes to. Left to itself, the build makes one of each set of entries that share a
// module: the popup loaded 14 before its first word and 10 more for an incident, and each costs the browser a round.
import type { Rolldown } from 'vite';

type Context = Rolldown.ChunkingContext;
type Group = Rolldown.CodeSplittingGroup;

const ENTRIES = {
  popup: ['/src/pages/popup/main.tsx'],
  incident: ['/src/pages/popup/cases.tsx'],
  // They have no `browser`, which a script of the pages asks for as it begins.
  workers: ['/src/sources/log/worker.ts', '/src/sources/paste/response/text-worker.ts'],
  options: ['/src/pages/options/main.tsx'],
  learn: ['/src/pages/learn/main.tsx'],
} as const;

type Entry = keyof typeof ENTRIES;

/** What these modules import, and what that does in turn; without what is loaded later. */
function reach(entries: readonly string[], context: Context): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const one of context.getModuleInfo(id)?.importedIds ?? []) visit(one);
  };
  entries.forEach(visit);
  return found;
}

/** The scripts, each after those that it needs, and which modules are in it, by what needs them. */
const SCRIPTS = ['base-model', 'base', 'incident-model', 'causes', 'incident'] as const;

function scriptOf(isNeededBy: (entry: Entry) => boolean): (typeof SCRIPTS)[number] | undefined {
  if (isNeededBy('popup')) return isNeededBy('workers') ? 'base-model' : 'base';
  if (!isNeededBy('incident')) return undefined;
  if (isNeededBy('workers')) return 'incident-model';
  if (isNeededBy('options')) return 'base';
  return isNeededBy('learn') ? 'causes' : 'incident';
}

/**
 * `base`: what the popup needs to say anything, which all pages need as well. `incident`: what it needs beyond that to
 * show one; `causes` are of it, and all that the page that explains them needs. What workers share with them stands
 * apart. Pages' own modules stay with their page. `root`: the project's folder.
 */
export function scriptsOfPages(root: string): { readonly groups: Group[] } {
  const reached = new Map<Entry, ReadonlySet<string>>();
  const modulesOf = (entry: Entry, context: Context): ReadonlySet<string> => {
    const entries = ENTRIES[entry].map((file) => root + file);
    const modules = reached.get(entry) ?? reach(entries, context);
    reached.set(entry, modules);
    return modules;
  };
  const nameOf = (id: string, context: Context): string | undefined => {
    if (id.startsWith(`${root}/src/pages/`)) return undefined;
    const script = scriptOf((entry) => modulesOf(entry, context).has(id));
    // Styles are small: one file of them is there sooner than three.
    return script !== undefined && id.endsWith('.css') ? 'base' : script;
  };
  const groups = SCRIPTS.map(
    (name, index): Group => ({
      name: (id, context) => (nameOf(id, context) === name ? name : null),
      priority: SCRIPTS.length - index,
    }),
  );
  return { groups };
}
