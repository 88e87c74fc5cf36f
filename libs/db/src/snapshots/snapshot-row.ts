import type { SnapshotRecord, SnapshotSource } from './snapshot.ts';

/** The columns of a version, for a `SELECT` from `snapshot`. */
export const SNAPSHOT_COLUMNS = `cluster_id AS "clusterId", sequence, state, content_digest AS "contentDigest", semantic_digest AS "semanticDigest",
  captured_at AS "capturedAt", received_at AS "receivedAt", ready_at AS "readyAt", source_kind AS "sourceKind", source_agent AS agent,
  git_repository AS "gitRepository", git_commit AS "gitCommit", git_ref AS "gitRef", labels, stats, coverage, is_pinned AS "isPinned",
  parent_sequence AS "parentSequence", is_changed AS "isChanged"`;

export interface SnapshotRow extends Omit<SnapshotRecord, 'contentDigest' | 'semanticDigest' | 'source'> {
  readonly contentDigest: Buffer;
  readonly semanticDigest: Buffer;
  readonly sourceKind: SnapshotSource['kind'];
  readonly agent: string | null;
  readonly gitRepository: string | null;
  readonly gitCommit: string | null;
  readonly gitRef: string | null;
}

const digestText = (digest: Buffer): string => `sha256:${digest.toString('hex')}`;

function toSource({ sourceKind, agent, gitRepository, gitCommit, gitRef }: SnapshotRow): SnapshotSource {
  return {
    kind: sourceKind,
    ...(agent === null ? {} : { agent }),
    ...(gitRepository === null ? {} : { gitRepository }),
    ...(gitCommit === null ? {} : { gitCommit }),
    ...(gitRef === null ? {} : { gitRef }),
  };
}

export function toSnapshot(row: SnapshotRow): SnapshotRecord {
  const { clusterId, sequence, state, capturedAt, receivedAt, readyAt, labels, stats, coverage, isPinned, parentSequence, isChanged } = row;
  return {
    clusterId, sequence, state, contentDigest: digestText(row.contentDigest), semanticDigest: digestText(row.semanticDigest),
    capturedAt, receivedAt, readyAt, source: toSource(row), labels, stats, coverage, isPinned, parentSequence, isChanged,
  };
}
