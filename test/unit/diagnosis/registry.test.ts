import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CAUSE_IDS } from '../../../src/model/cause.js';

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));

/** The folders of the causes, the registry of stable ids, and the typed fields of products. */
const MAY_NAME = /^(?:diagnosis\/(?:causes|products)\/|model\/cause\.ts$)/;
/** Words of other lists as well: the absence of a cause, and a kind of program. */
const AMBIGUOUS = ['unknown', 'application'];

it('nothing outside the folder of a cause names its id', () => {
  const ids = CAUSE_IDS.filter((id) => !AMBIGUOUS.includes(id));
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.tsx?$/.test(name) && !MAY_NAME.test(name));
  const naming = files.flatMap((file) => {
    const text = readFileSync(path.join(SRC, file), 'utf8');
    return ids.filter((id) => text.includes(`'${id}'`)).map((id) => `${file}: ${id}`);
  });
  expect(naming).toEqual([]);
});

it('no folder of a cause names another one', () => {
  const folder = path.join(SRC, 'diagnosis/causes');
  const naming = CAUSE_IDS.flatMap((own) =>
    readdirSync(path.join(folder, own))
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const text = readFileSync(path.join(folder, own, name), 'utf8');
        return CAUSE_IDS.filter(
          (id) => id !== own && !AMBIGUOUS.includes(id) && text.includes(`'${id}'`),
        ).map((id) => `${own}/${name}: ${id}`);
      }),
  );
  expect(naming).toEqual([]);
});

it('the messages of a folder are said by nobody else', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll(path.sep, '/'),
  );
  const owners = new Map(
    files
      .filter((file) => /^diagnosis\/(?:causes|products)\/[^/]+\/messages\.json$/.test(file))
      .flatMap((file) =>
        Object.keys(JSON.parse(readFileSync(path.join(SRC, file), 'utf8'))).map((key) => [
          key,
          path.dirname(file),
        ]),
      ),
  );
  const strangers = files
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) =>
      [...readFileSync(path.join(SRC, file), 'utf8').matchAll(/'(\w+)'/g)]
        .map(([, key = '']) => ({ key, owner: owners.get(key) }))
        .filter(({ owner }) => owner !== undefined && !file.startsWith(`${owner}/`))
        .map(({ key }) => `${file}: ${key}`),
    );
  expect(owners.size).toBeGreaterThan(0);
  expect(strangers).toEqual([]);
});
