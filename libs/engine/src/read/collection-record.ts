import type { CollectedKind, Coverage } from '../model/coverage.ts';
import { conform, isJsonObject, type Shape, type ShapeReport } from '../model/shape.ts';

const SHAPE: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: 'any', collected: { list: { fields: { group: 'string', kind: 'string', namespaces: 'any' } } }, capturedAt: 'string', source: 'string' } };

interface RecordJson {
  readonly collected?: readonly { readonly group?: string | null; readonly kind?: string | null; readonly namespaces?: unknown }[] | null;
  readonly capturedAt?: string | null;
  readonly source?: string | null;
}

function namespacesOf(value: unknown): '*' | readonly string[] | undefined {
  if (value === undefined || value === null || value === '*') return '*';
  return Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : undefined;
}

/** What a `postern/v1` Collection record declares; null where it is malformed. */
export function readCollection(value: Readonly<Record<string, unknown>>): NonNullable<Coverage['collection']> | null {
  const report: ShapeReport = { problems: [], unknown: [] };
  const json = conform(value, SHAPE, '', report);
  if (report.problems.length > 0 || !isJsonObject(json)) return null;
  const { collected, capturedAt, source } = json as RecordJson;
  if (!Array.isArray(collected)) return null;
  const kinds: CollectedKind[] = [];
  for (const { group, kind, namespaces } of collected as NonNullable<RecordJson['collected']>) {
    const covered = namespacesOf(namespaces);
    if (!kind || covered === undefined) return null;
    kinds.push({ group: group ?? '', kind, namespaces: covered });
  }
  return { collected: kinds, ...(capturedAt ? { capturedAt } : {}), ...(source ? { source } : {}) };
}
