import type { Diagnostic } from '../model/diagnostic.ts';
import { READ_LIMITS } from './limits.ts';

/** Collects diagnostics; of one code it keeps the first ones and counts the rest, so that hostile input stays bounded. */
export interface DiagnosticSink {
  readonly add: (diagnostic: Diagnostic) => void;
  readonly all: () => readonly Diagnostic[];
}

/** Makes an empty sink. */
export function createDiagnosticSink(): DiagnosticSink {
  const kept: Diagnostic[] = [];
  const counts = new Map<string, number>();
  return {
    add: (diagnostic) => {
      const count = (counts.get(diagnostic.code) ?? 0) + 1;
      counts.set(diagnostic.code, count);
      if (count <= READ_LIMITS.diagnosticsPerCode) kept.push(diagnostic);
    },
    all: () => [
      ...kept,
      ...[...counts].filter(([, count]) => count > READ_LIMITS.diagnosticsPerCode).map(([code, count]): Diagnostic => ({
        severity: 'warning', code: 'DIAGNOSTICS_CUT', message: `${String(count - READ_LIMITS.diagnosticsPerCode)} more diagnostics of code ${code} are not shown.`,
      })),
    ],
  };
}
