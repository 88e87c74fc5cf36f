import { z } from 'zod';
import { caveatSchema, rowsQuery, versionSchema } from '../reachability/reachability-rest.types.ts';

const { as, set, group, limit, cursor } = rowsQuery;
export const differenceQuerySchema = z.object({ as, set, group, limit, cursor });
export type DifferenceQuery = z.infer<typeof differenceQuerySchema>;

const resource = z.object({ group: z.string(), kind: z.string(), namespace: z.string(), name: z.string() });

export const differencesSchema = z.looseObject({
  schemaVersion: z.literal(1), enforcer: z.object({ name: z.string(), version: z.string().nullable() }), total: z.number().int(), caveats: z.array(caveatSchema), view: versionSchema,
  differences: z.array(z.looseObject({ from: z.string(), to: z.string(), kind: z.string(), specified: z.string(), enforced: z.string(), differences: z.array(z.string()) })),
  policies: z.array(z.object({ code: z.string(), message: z.string(), resource })),
}).meta({ id: 'EnforcementDifferences' });
