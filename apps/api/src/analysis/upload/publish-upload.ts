import type { ObjectToStage, Storage } from '@postern/db';
import { buildSnapshot, canonicalJson, meaningOf } from '@postern/engine';
import type { LocatedObject, PolicyDocument, ReadResult, Snapshot } from '@postern/engine';
import type { PublishAnswer, PublishAsk } from '../data/upload-data.ts';

/** Stages what was read and makes it the next version of the cluster. */
export async function publishUpload(storage: Storage, read: ReadResult, ask: PublishAsk): Promise<PublishAnswer> {
  const startedMs = performance.now();
  const { snapshot: linked, diagnostics } = buildSnapshot(read.objects, read.coverage);
  const analysisMillis = Math.round(performance.now() - startedMs);
  await storage.ingest.stage(ask.operationId, toStage(read.objects));
  const { operationId, capturedAt, receivedAt, source, labels, idempotency } = ask;
  const { snapshot, isUnchanged, isReplay } = await storage.ingest.publish({
    operationId, capturedAt, receivedAt, source, labels, coverage: read.coverage, diagnostics: [...read.diagnostics, ...diagnostics],
    stats: { ...counts(linked), ingestBytes: ask.ingestBytes, analysisMillis },
    ...(idempotency === null ? {} : { idempotency }),
    resultUrl: (sequence) => `/v1/clusters/${ask.cluster}/snapshots/${String(sequence)}`,
  });
  return { snapshot, isUnchanged, isReplay };
}

function* toStage(objects: readonly LocatedObject[]): Iterable<ObjectToStage> {
  for (const object of objects) {
    const { value, isUnreadable, ...place } = object;
    yield { ...place, content: canonicalJson(value), semanticText: meaningOf(object), ...(isUnreadable === true ? { isUnreadable } : {}) };
  }
}

function counts({ namespaces, pods, workloads, policies }: Snapshot<PolicyDocument>): Readonly<Record<string, number>> {
  const owners = new Set([...pods, ...workloads].map(({ workload }) => workload));
  return { namespaces: namespaces.size, workloads: owners.size, pods: pods.length, policies: policies.length };
}
