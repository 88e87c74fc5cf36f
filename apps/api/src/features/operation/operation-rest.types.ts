import { z } from 'zod';

export const operationSchema = z.object({
  id: z.string(), kind: z.enum(['INGEST']), state: z.enum(['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED']), progress: z.number().nullable(),
  problem: z.record(z.string(), z.unknown()).nullable(), resultUrl: z.string().nullable(), unchanged: z.boolean(), createdAt: z.string(), updatedAt: z.string(),
}).meta({ id: 'Operation' });
export type OperationBody = z.infer<typeof operationSchema>;
