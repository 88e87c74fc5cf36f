import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const SOURCES = join(import.meta.dirname, '..');
const TARGET = join(SOURCES, '..', '..', '..', '.postern');
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext, experimentalDecorators: true, emitDecoratorMetadata: true, verbatimModuleSyntax: true, rewriteRelativeImportExtensions: true,
};

/** Storage as a process of its own can load it: Node strips types and not decorators. */
export function compileStorage(): { readonly folder: string; remove(): void } {
  mkdirSync(TARGET, { recursive: true });
  const folder = mkdtempSync(join(TARGET, 'storage-'));
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
    const { outputText } = ts.transpileModule(readFileSync(join(SOURCES, file), 'utf8'), { compilerOptions: OPTIONS, fileName: file });
    const output = join(folder, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, outputText);
  }
  cpSync(join(SOURCES, '..', 'package.json'), join(folder, 'package.json'));
  return { folder, remove: () => { rmSync(folder, { recursive: true, force: true }); } };
}
