// What one cause or product costs: its script in the popup, and its words in the package, in all languages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { minifySync, transformWithOxc } from 'vite';

export interface Cost {
  /** e.g. `products/nginx` */
  readonly name: string;
  /** kB, deflated by itself. */
  readonly script: number;
  /** kB, each language deflated by itself. */
  readonly words: number;
}

const kB = (text: string): number => deflateRawSync(text, { level: 9 }).length / 1000;

/** Of each folder below `room`, a folder of src/diagnosis. */
export async function costsOf(room: string, languages: readonly string[]): Promise<Cost[]> {
  const folders = readdirSync(room, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Promise.all(
    folders.map(async ({ name }) => {
      const folder = path.join(room, name);
      const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
      const scripts = await Promise.all(files.map((file) => minified(path.join(folder, file))));
      const messages = path.join(folder, 'messages.json');
      const said: Record<string, Record<string, string>> = existsSync(messages)
        ? JSON.parse(readFileSync(messages, 'utf8'))
        : {};
      const words = languages.map((language) =>
        kB(
          Object.values(said)
            .map((texts) => texts[language] ?? '')
            .join('\n'),
        ),
      );
      return {
        name: `${path.basename(room)}/${name}`,
        script: kB(scripts.join('\n')),
        words: words.reduce((sum, one) => sum + one, 0),
      };
    }),
  );
}

async function minified(file: string): Promise<string> {
  const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file);
  return minifySync(file, code, { module: true, compress: true, mangle: true }).code;
}
