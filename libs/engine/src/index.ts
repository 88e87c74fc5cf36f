export { invariant, InvariantError } from './model/invariant.ts';
export type { CollectedKind, Coverage, KindCoverage } from './model/coverage.ts';
export type { Diagnostic, DiagnosticSeverity } from './model/diagnostic.ts';
export type { ResourceIdentity, SourceLocation } from './model/location.ts';

// enforcers/reference
export { lowerReference } from './enforcers/reference/lower.ts';
