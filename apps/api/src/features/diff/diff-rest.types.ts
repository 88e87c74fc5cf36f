import { z } from 'zod';
import { viewQuery } from '../reachability/reachability-rest.types.ts';

const ref = z.string().min(1).max(500);
const name = z.string().max(63);

export const diffQuerySchema = z.object({
  ...viewQuery, asTarget: viewQuery.as, setTarget: viewQuery.set, base: ref, target: ref, format: z.enum(['json', 'md', 'csv']).default('json'), group: z.enum(['pod', 'workload', 'owner', 'namespace']).default('workload'),
  ignoreEndpointChurn: z.stringbool().default(false), namespace: z.union([name.transform((one) => [one]), z.array(name).max(100)]).optional(),
});
export type DiffQuery = z.infer<typeof diffQuerySchema>;

export const diffSchema = z.looseObject({
  schemaVersion: z.literal(1), comparable: z.boolean(), base: z.string(), target: z.string(),
  changes: z.array(z.looseObject({ kind: z.string(), from: z.string(), to: z.string(), before: z.string(), after: z.string(), causes: z.array(z.string()) })),
  resources: z.array(z.object({ op: z.string(), group: z.string(), kind: z.string(), namespace: z.string(), name: z.string(), isSemantic: z.boolean() })),
}).meta({ id: 'Diff' });
