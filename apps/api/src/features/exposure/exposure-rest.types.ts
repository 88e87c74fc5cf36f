import { z } from 'zod';
import { caveatSchema, rowsQuery, versionSchema } from '../reachability/reachability-rest.types.ts';

/** Both directions unless one is named. */
export const exposureQuerySchema = z.object({ ...rowsQuery, direction: z.enum(['ingress', 'egress']).optional() });
export type ExposureQuery = z.infer<typeof exposureQuerySchema>;

const sets = { allowed: z.string(), partial: z.string().optional(), undecided: z.string().optional() };
const resource = z.object({ group: z.string(), kind: z.string(), namespace: z.string(), name: z.string() });
const front = {
  kind: z.string(), resource: resource.nullable(), parent: resource.optional(), hostnames: z.array(z.string()), paths: z.array(z.string()), addresses: z.array(z.string()), ports: z.array(z.string()),
  source: z.string(), assumption: z.string().optional(),
};

export const exposureSchema = z.looseObject({
  schemaVersion: z.literal(1), total: z.number().int(), caveats: z.array(caveatSchema), view: versionSchema,
  exposures: z.array(z.object({ direction: z.enum(['INGRESS', 'EGRESS']), ref: z.string(), verdict: z.string(), ...sets, pods: z.number().int(), via: z.array(z.object({ ...front, verdict: z.string(), ...sets })) })),
  blocked: z.array(z.object({ ref: z.string(), ...front })), deadEnds: z.array(z.object({ kind: z.string(), resource, reason: z.string() })),
}).meta({ id: 'Exposure' });
