import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { skeleton } from './skeleton.mjs';
import { withEntry, withImport } from './sorted-lists.mjs';

const ENFORCERS = 'libs/engine/src/enforcers';
const OPTIONS = 'apps/cli/src/arguments/read-options.ts';

const camel = (name) => name.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * Makes the folder of an enforcer and enters it where enforcers, recognisers and names are listed.
 *
 * @throws {Error} where the name cannot be one or is taken
 */
export function addEnforcer(root, name) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new Error(`${name}: a name is lower-case words joined by dashes, such as my-enforcer`);
  const folder = join(ENFORCERS, name);
  if (existsSync(join(root, folder))) throw new Error(`${folder} is there already`);
  const identifier = camel(name);
  const edits = [
    [join(ENFORCERS, 'registry.ts'), (text) => withEntry(withImport(text, identifier, `./${name}/enforcer.ts`), 'const ALL: readonly Enforcer[] = [', identifier)],
    [join(ENFORCERS, 'recognisers.ts'), (text) => withEntry(withImport(text, `${identifier}Recogniser`, `./${name}/recognise.ts`), 'export const RECOGNISERS: readonly Recogniser[] = [', `${identifier}Recogniser`)],
    [OPTIONS, (text) => withEntry(text, 'const ENFORCERS: readonly string[] = [', `'${name}'`)],
  ].filter(([file]) => existsSync(join(root, file)));
  // All texts before any file, so that a list that is not where it was leaves nothing half done.
  const texts = edits.map(([file, edit]) => [file, edit(readFileSync(join(root, file), 'utf8'))]);
  mkdirSync(join(root, folder));
  const files = Object.entries(skeleton(name, identifier)).map(([file, text]) => [join(folder, file), text]);
  for (const [file, text] of [...files, ...texts]) writeFileSync(join(root, file), text);
  return { written: files.map(([file]) => file), changed: texts.map(([file]) => file) };
}
