import type { SnapshotRecord, SnapshotSource } from '@postern/db';

/** How the bytes of an upload are cut: whole lines one after the other, or one text. */
export type UploadForm = 'ndjson' | 'text';

/** What reading an upload found. */
export interface UploadSummary {
  readonly objects: number;
  /** As a `Collection` record declares it. */
  readonly capturedAt: string | null;
  /** The first errors, when nothing was readable. */
  readonly errors: readonly { readonly file: string; readonly line: number | null; readonly reason: string; readonly code: string }[];
}

/** What publication adds to the objects that were read. */
export interface PublishAsk {
  readonly operationId: string;
  readonly cluster: string;
  readonly capturedAt: Date;
  readonly receivedAt: Date;
  readonly source: SnapshotSource;
  readonly labels: Readonly<Record<string, string>>;
  readonly idempotency: { readonly key: string; readonly fingerprint: string } | null;
  readonly ingestBytes: number;
}

export interface PublishAnswer { readonly snapshot: SnapshotRecord; readonly isUnchanged: boolean; readonly isReplay: boolean }
