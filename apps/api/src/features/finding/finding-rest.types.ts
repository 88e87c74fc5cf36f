import { z } from 'zod';
import { pageQuery } from '../snapshot/snapshot-rest.types.ts';

const code = z.string().max(100);
const namespace = z.string().max(63);

export const findingQuerySchema = z.object({
  ...pageQuery, minSeverity: z.enum(['info', 'low', 'medium', 'high', 'critical']).optional(),
  code: z.union([code.transform((one) => [one]), z.array(code).max(50)]).optional(), namespace: z.union([namespace.transform((one) => [one]), z.array(namespace).max(100)]).optional(),
});
export type FindingQuery = z.infer<typeof findingQuerySchema>;

export const findingListSchema = z.object({
  items: z.array(z.looseObject({
    severity: z.enum(['info', 'low', 'medium', 'high', 'critical']), code: z.string(), message: z.string(), fingerprint: z.string(),
    file: z.string().nullable(), document: z.number().int().nullable(), line: z.number().int().nullable(), path: z.string(),
    resource: z.object({ group: z.string(), kind: z.string(), namespace: z.string(), name: z.string() }).nullable(),
  })),
  total: z.number().int(),
}).meta({ id: 'FindingList' });
