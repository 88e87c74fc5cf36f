import { z } from 'zod';
import { rowsQuery } from '../reachability/reachability-rest.types.ts';

const { basis, as, set, group } = rowsQuery;
export const exportQuerySchema = z.object({ basis, as, set, group, format: z.enum(['json', 'ndjson', 'csv', 'md', 'dot']).default('json') });
export type ExportQuery = z.infer<typeof exportQuerySchema>;

export const exportSchema = z.looseObject({
  schemaVersion: z.literal(1), total: z.number().int(), omitted: z.object({ nodes: z.number().int() }), caveats: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  connections: z.array(z.looseObject({ from: z.string(), to: z.string(), verdict: z.string(), allowed: z.string(), partial: z.string(), undecided: z.string() })),
}).meta({ id: 'Connections' });
