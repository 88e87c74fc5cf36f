// Every code that people can meet is explained in docs/problems, and nothing is explained that no longer exists.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesIn, listMembers, readSources, recordKeys, unionMembers } from './problems/codes.mjs';
import { disagreements } from './problems/compare.mjs';
import { indexRows } from './problems/index-rows.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'problems');
const markdown = readFileSync(join(folder, 'README.md'), 'utf8');
const pages = new Map(readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md').map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const source = (path) => readFileSync(join(root, path), 'utf8');
const known = {
  findings: listMembers(source('libs/engine/src/findings/finding-code.ts'), 'FINDING_CODES'),
  steps: listMembers(source('libs/engine/src/model/explanation-code.ts'), 'EXPLANATION_CODES'),
  differences: unionMembers(source('libs/engine/src/model/verdict.ts'), 'DifferenceCode'),
  warnings: unionMembers(source('libs/engine/src/model/enforcement.ts'), 'EnforcementWarningCode'),
  errors: recordKeys(source('apps/api/src/platform/problems/problem-catalogue.ts'), 'PROBLEMS'),
};
// A list that cannot be read any more would agree with everything.
for (const [part, codes] of Object.entries(known)) if (codes.length === 0) throw new Error(`no codes of ${part} were found in the sources`);
const sections = indexRows(markdown);

const found = disagreements({ known, found: codesIn(readSources(root)), sections, pages, markdown });
for (const sentence of found) console.error(`docs/problems: ${sentence}`);
console.log(`${[...sections.values()].reduce((sum, rows) => sum + rows.size, 0)} codes explained, ${pages.size} pages, ${found.length} disagreements`);
process.exitCode = found.length === 0 ? 0 : 1;
