import { z } from 'zod';

const count = z.number().int().nonnegative();

export const snapshotSchema = z.object({
  ref: z.string(), cluster: z.string(), sequence: count, contentDigest: z.string(), semanticDigest: z.string(),
  state: z.enum(['RECEIVING', 'QUEUED', 'ANALYSING', 'READY', 'FAILED', 'EXPIRED']),
  capturedAt: z.string(), receivedAt: z.string(), readyAt: z.string().nullable(),
  source: z.object({ kind: z.enum(['COLLECTOR', 'CLI', 'API', 'GIT']), agent: z.string().optional(), gitRepository: z.string().optional(), gitCommit: z.string().optional(), gitRef: z.string().optional() }),
  labels: z.record(z.string(), z.string()), stats: z.record(z.string(), z.number()), pinned: z.boolean(), parent: count.nullable(), changed: z.boolean(),
}).meta({ id: 'Snapshot' });
export type SnapshotBody = Readonly<z.infer<typeof snapshotSchema>>;

export const snapshotListSchema = z.object({ items: z.array(snapshotSchema), total: count }).meta({ id: 'SnapshotList' });

export const pageQuery = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(1000).optional() };
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text)).meta({ type: 'string', format: 'date-time' });

export const snapshotQuerySchema = z.object({ ...pageQuery, from: time.optional(), to: time.optional(), label: z.string().max(200).optional(), changedOnly: z.stringbool().optional() });
export type SnapshotQueryText = z.infer<typeof snapshotQuerySchema>;

export const diagnosticQuerySchema = z.object({ ...pageQuery, minSeverity: z.enum(['error', 'warning', 'info']).optional() });
export type DiagnosticQueryText = z.infer<typeof diagnosticQuerySchema>;

export const resourceQuerySchema = z.object({ ...pageQuery, kind: z.string().max(200).optional(), namespace: z.string().max(63).optional() });
export type ResourceQueryText = z.infer<typeof resourceQuerySchema>;

export const pinSchema = z.object({ pinned: z.boolean() }).meta({ id: 'Pin' });
export type PinBody = z.infer<typeof pinSchema>;
