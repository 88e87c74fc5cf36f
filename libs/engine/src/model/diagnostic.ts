import type { ResourceIdentity, SourceLocation } from './location.ts';

/** `error`: an object or document has no effect or could not be read; `warning`: it is read otherwise than written; `info`: worth knowing. */
export type DiagnosticSeverity = 'error' | 'warning' | 'info';

/**
 * What became of an object: *accepted*; *pruned*, evaluated without fields that the API server drops; *refused*, as
 * the API server would, so it has no effect; *unreadable*, so that answers it could change are UNKNOWN.
 */
export type ObjectState = 'accepted' | 'pruned' | 'refused' | 'unreadable';

/** A problem in the input: a value, never an exception. */
export interface Diagnostic {
  readonly severity: DiagnosticSeverity;
  /** Stable, upper snake case, with a page in docs/problems. */
  readonly code: string;
  readonly message: string;
  readonly state?: Exclude<ObjectState, 'accepted'>;
  readonly source?: SourceLocation;
  /** JSON pointer inside the object, empty for the object itself. */
  readonly path?: string;
  readonly resource?: ResourceIdentity;
}

export type FindingSeverity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** Something legal that is surely or probably a mistake. */
export interface Finding {
  readonly severity: FindingSeverity;
  readonly code: string;
  readonly message: string;
  /** Canonical text whose hash identifies the finding across versions; the caller hashes it. */
  readonly fingerprintText: string;
  readonly source?: SourceLocation;
  readonly path?: string;
  readonly resource?: ResourceIdentity;
}
