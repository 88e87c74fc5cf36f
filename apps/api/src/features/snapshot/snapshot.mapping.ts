import type { SnapshotRecord, StoredDiagnostic } from '@postern/db';
import { diagnosticRecord } from '@postern/engine';
import { toCoverage } from '../view/coverage.mapping.ts';
import { nodeId, toResourceRef, toSourceLocation } from '../view/resource.mapping.ts';
import type { SnapshotBody } from './snapshot-rest.types.ts';
import type { Diagnostic, Snapshot } from './snapshot.types.ts';

/** A stored version as a GraphQL object. */
export function toSnapshot(record: SnapshotRecord): Snapshot {
  const { sequence, contentDigest, semanticDigest, state, capturedAt, receivedAt, readyAt, source, labels, isPinned, stats } = record;
  const count = (name: string): number => stats[name] ?? 0;
  return {
    record, id: nodeId('Snapshot', record.clusterId, sequence), sequence, contentDigest, semanticDigest, state, capturedAt, receivedAt, readyAt,
    source: { kind: source.kind, agent: source.agent ?? null, gitRepository: source.gitRepository ?? null, gitCommit: source.gitCommit ?? null, gitRef: source.gitRef ?? null },
    labels: Object.entries(labels).map(([key, value]) => ({ key, value })), pinned: isPinned, expiresAt: null, coverage: toCoverage(record.coverage),
    stats: { namespaces: count('namespaces'), workloads: count('workloads'), pods: count('pods'), policies: count('policies'), ingestBytes: count('ingestBytes'), analysisMillis: count('analysisMillis') },
  };
}

const SEVERITY = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const;
const STATE = { pruned: 'PRUNED', refused: 'REFUSED', unreadable: 'UNREADABLE' } as const;

export function toDiagnostic(diagnostic: StoredDiagnostic): Diagnostic {
  const { severity, code, message, state, resource, path } = diagnostic;
  const { file, line } = diagnosticRecord(diagnostic);
  return {
    severity: SEVERITY[severity], code, message, state: state === undefined ? null : STATE[state], path: path ?? null,
    resource: resource === undefined ? null : toResourceRef(resource), source: file === null ? null : toSourceLocation({ file, line }),
  };
}

/** A stored version as REST shows it. */
export function toSnapshotBody(cluster: string, record: SnapshotRecord): SnapshotBody {
  const { sequence, contentDigest, semanticDigest, state, source, labels, stats, isPinned, parentSequence, isChanged } = record;
  return {
    ref: `${cluster}@${String(sequence)}`, cluster, sequence, contentDigest, semanticDigest, state,
    capturedAt: record.capturedAt.toISOString(), receivedAt: record.receivedAt.toISOString(), readyAt: record.readyAt?.toISOString() ?? null,
    source: { ...source }, labels, stats, pinned: isPinned, parent: parentSequence, changed: isChanged,
  };
}
