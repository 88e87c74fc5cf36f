import type { ObjectToStage, Publication, PublishResult, Storage, StoredObject } from '../index.ts';

/** An object that says no more than a test needs. */
export const objectOf = (name: string, value: unknown = {}, more: Partial<ObjectToStage> = {}): ObjectToStage => ({
  group: '', kind: 'Pod', namespace: 'shop', name, apiVersion: 'v1', content: JSON.stringify(value), source: { file: 'cluster.yaml', document: 1, line: 1 }, ...more,
});

/** What differs from an ordinary publication. */
export type UploadOptions = Partial<Omit<Publication, 'operationId'>>;

/** Stages and publishes, as the service does. */
export async function upload(storage: Storage, clusterId: number, objects: readonly ObjectToStage[], options: UploadOptions = {}): Promise<PublishResult> {
  const { id } = await storage.operations.begin({ clusterId, kind: 'INGEST' });
  await storage.ingest.stage(id, objects);
  const now = new Date();
  return storage.ingest.publish({
    operationId: id, capturedAt: now, receivedAt: now, source: { kind: 'API' }, stats: { pods: objects.length }, coverage: { kinds: [] }, diagnostics: [], ...options,
  });
}

/** Everything that a version holds. */
export async function objectsOf(storage: Storage, clusterId: number, sequence: number): Promise<readonly StoredObject[]> {
  const found: StoredObject[] = [];
  for await (const batch of storage.snapshots.objectsAt(clusterId, sequence)) found.push(...batch);
  return found;
}
