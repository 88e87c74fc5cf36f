import type { LintDocument } from '../documents/lint-document.ts';
import { counted } from './notes.ts';
import { resourceText } from './resource-text.ts';
import { table } from './table.ts';

/** Problems of the input and of its policies as one table, in the order given. */
export function lintTable(document: LintDocument): string {
  const rows = [...document.diagnostics, ...document.findings].map((problem) => [
    problem.severity, problem.code, problem.file === null ? '-' : `${problem.file}${problem.line === null ? '' : `:${String(problem.line)}`}`,
    problem.resource === null ? '-' : resourceText(problem.resource), problem.message,
  ]);
  const title = `${counted(document.diagnostics.length, 'diagnostic')}, ${counted(document.findings.length, 'finding')}\n`;
  return rows.length === 0 ? title : `${title}\n${table(['SEVERITY', 'CODE', 'PLACE', 'OBJECT', 'MESSAGE'], rows)}`;
}
