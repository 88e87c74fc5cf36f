import type { Diagnostic, Finding } from '../../model/diagnostic.ts';
import type { ResourceIdentity, SourceLocation } from '../../model/location.ts';
import { atPointer } from '../../model/pointer-line.ts';
import { resourceRecord, type ResourceRecord } from './step-record.ts';

/** Where a problem is; all null where the problem is about no place. */
interface Place { readonly file: string | null; readonly document: number | null; readonly line: number | null; readonly path: string; readonly resource: ResourceRecord | null }

export interface DiagnosticRecord extends Place { readonly severity: string; readonly code: string; readonly message: string; readonly state?: string }
export interface FindingRecord extends Place { readonly severity: string; readonly code: string; readonly message: string; readonly fingerprint: string }

/** What `lint -o json` prints. */
export interface LintDocument { readonly schemaVersion: 1; readonly diagnostics: readonly DiagnosticRecord[]; readonly findings: readonly FindingRecord[] }

/** Problems of the input and of its policies as a document. `fingerprintOf` hashes a finding's canonical text. */
export function lintDocument(diagnostics: readonly Diagnostic[], findings: readonly Finding[], fingerprintOf: (text: string) => string): LintDocument {
  return {
    schemaVersion: 1, diagnostics: diagnostics.map(diagnosticRecord),
    findings: findings.map((finding) => ({ severity: finding.severity, code: finding.code, message: finding.message, fingerprint: fingerprintOf(finding.fingerprintText), ...place(finding) })),
  };
}

/** One problem of the input. */
export function diagnosticRecord(diagnostic: Diagnostic): DiagnosticRecord {
  const { severity, code, message, state } = diagnostic;
  return { severity, code, message, ...(state !== undefined && { state }), ...place(diagnostic) };
}

function place({ source, path = '', resource }: { readonly source?: SourceLocation; readonly path?: string; readonly resource?: ResourceIdentity }): Place {
  return {
    file: source?.file ?? null, document: source?.document ?? null, line: source === undefined ? null : atPointer(source, path).line,
    path, resource: resource === undefined ? null : resourceRecord(resource),
  };
}
