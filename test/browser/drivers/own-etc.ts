// A browser with an administrator's policy that no other browser of this machine meets: it runs in a mount namespace of its
// own, where a layer with the policy's files lies over /etc. Nothing of the real /etc is touched.
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { scratch } from '../../lab/scratch.js';
import { builtExtension } from './extension.js';

export interface BrowserWithEtc {
  /** Starts the browser there; takes the browser's arguments. */
  readonly executable: string;
  readonly remove: () => Promise<void>;
}

/** `$1`: a folder for the layer; `$2`: the files to come; then the program and its arguments. */
const IN_OWN_NAMESPACE = `mount -t tmpfs tmpfs "$1" && mkdir "$1/upper" "$1/work" && cp -a "$2/." "$1/upper" &&
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/upper,workdir=$1/work" /etc && shift 2 && exec "$@"`;

const command = (layer: string, files: string): string[] => [
  ...['--mount', 'sh', '-c', IN_OWN_NAMESPACE],
  ...['sh', layer, files],
];

/** Why no policy can be set on this machine; undefined: one can. */
export async function whyNoPolicy(): Promise<string | undefined> {
  const place = await scratch('etc');
  try {
    const [layer, files] = await layout(place.folder);
    const { status } = spawnSync('unshare', [...command(layer, files), 'true'], { stdio: 'ignore' });
    return status === 0 ? undefined : 'a policy needs Linux, root and mount namespaces (unshare)';
  } finally {
    await place.remove();
  }
}

async function layout(folder: string): Promise<[layer: string, files: string]> {
  const layer = path.join(folder, 'layer');
  const files = path.join(folder, 'etc');
  await Promise.all([layer, files].map((each) => mkdir(each)));
  return [layer, files];
}

/** `values`: what the policy says of Missent. */
export async function etcWithPolicy(
  browser: string,
  values: Readonly<Record<string, unknown>>,
): Promise<BrowserWithEtc> {
  const { folder, remove } = await scratch('etc');
  const [layer, files] = await layout(folder);
  const put = async (file: string, content: unknown): Promise<void> => {
    const place = path.join(files, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, JSON.stringify(content));
  };
  const forChrome = { '3rdparty': { extensions: { [builtExtension('chrome').chromeId]: values } } };
  await put('chromium/policies/managed/missent.json', forChrome);
  await put('opt/chrome/policies/managed/missent.json', forChrome);
  const { geckoId } = builtExtension('firefox');
  await put('firefox/policies/policies.json', {
    policies: { '3rdparty': { Extensions: geckoId === undefined ? {} : { [geckoId]: values } } },
  });
  const executable = path.join(folder, 'browser');
  const words = ['unshare', ...command(layer, files), browser].map(
    (word) => `'${word.replaceAll("'", "'\\''")}'`,
  );
  await writeFile(executable, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
  await chmod(executable, 0o755);
  return { executable, remove };
}
