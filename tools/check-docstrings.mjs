// Every name that a library hands out says what it is: the compiler knows where each was declared.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');
const ENTRIES = ['libs/engine/src/index.ts', 'libs/input/src/index.ts', 'libs/db/src/index.ts', 'libs/config/src/index.ts', 'libs/config/src/command.ts', 'libs/config/src/documents.ts'];

function undocumented(entry) {
  const config = join(root, entry.split('/').slice(0, 2).join('/'), 'tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(ts.parseConfigFileTextToJson(config, readFileSync(config, 'utf8')).config, ts.sys, join(config, '..'));
  const program = ts.createProgram([join(root, entry)], options);
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(root, entry)));
  const exported = module === undefined ? [] : checker.getExportsOfModule(module);
  return exported.flatMap((symbol) => {
    const target = (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
    if (target.getDocumentationComment(checker).length > 0) return [];
    const [declaration] = target.declarations ?? [];
    return [`${symbol.name} (${declaration === undefined ? entry : relative(root, declaration.getSourceFile().fileName)})`];
  });
}

const found = ENTRIES.flatMap(undocumented);
for (const name of found) console.error(`no docstring: ${name}`);
console.log(`${ENTRIES.length} entries, ${found.length} exports without a docstring`);
process.exitCode = found.length === 0 ? 0 : 1;
