import type { ObjectToStage, Publication } from '../index.ts';

const SIZE = 300;

/** The content of a version that is uploaded and killed: a third of its objects differs from the version before. */
export function worldOf(version: number): { readonly objects: readonly ObjectToStage[]; readonly publication: Omit<Publication, 'operationId'> } {
  const objects = Array.from({ length: SIZE + version }, (_, index): ObjectToStage => {
    const name = `object-${String(index).padStart(4, '0')}`;
    const since = version - ((version + index) % 3);
    return { group: '', kind: 'Pod', namespace: 'shop', name, apiVersion: 'v1', content: JSON.stringify({ name, since }), source: { file: `v${version}.yaml`, document: index + 1, line: 1 }, text: `${name} ${since}` };
  });
  // A retried upload is the same request in every respect.
  const time = new Date(Date.UTC(2026, 0, 1, 0, version));
  return {
    objects,
    publication: {
      capturedAt: time, receivedAt: time, source: { kind: 'API' }, stats: {}, coverage: { kinds: [] }, diagnostics: [{ severity: 'info', code: 'VERSION', message: String(version) }],
      idempotency: { key: `version-${version}`, fingerprint: `content-${version}` },
    },
  };
}
