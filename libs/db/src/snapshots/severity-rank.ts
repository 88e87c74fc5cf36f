import type { Diagnostic } from '@postern/engine';

/** Severities as they are stored and compared. */
export const SEVERITY_RANK: Readonly<Record<Diagnostic['severity'], number>> = { info: 0, warning: 1, error: 2 };
