import { z } from 'zod';

const slug = z.string().min(1).max(63).regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'lower case letters, digits and dashes');
const displayName = z.string().min(1).max(200);

export const newClusterSchema = z.strictObject({ slug, displayName: displayName.optional() }).meta({ id: 'NewCluster' });
export type NewCluster = z.infer<typeof newClusterSchema>;
/** Null takes it back, so that what is recognised counts again. */
const enforcement = z.strictObject({ enforcer: z.string().min(1).max(63), version: z.string().min(1).max(100).nullable().default(null), reason: z.string().max(1000).nullable().default(null) }).nullable();
export const clusterPatchSchema = z.strictObject({ displayName: displayName.optional(), enforcement: enforcement.optional() })
  .refine((patch) => patch.displayName !== undefined || patch.enforcement !== undefined, 'name what to change: displayName, enforcement').meta({ id: 'ClusterPatch' });
export type ClusterPatch = z.infer<typeof clusterPatchSchema>;

const pinSchema = z.object({ enforcer: z.string(), version: z.string().nullable(), by: z.string(), at: z.string().nullable(), reason: z.string().nullable() });
export const clusterSchema = z.object({ slug: z.string(), displayName: z.string(), createdAt: z.string(), latest: z.number().int().nullable(), enforcementPin: pinSchema.nullable() }).meta({ id: 'Cluster' });
export type ClusterBody = z.infer<typeof clusterSchema>;
export const clusterListSchema = z.object({ items: z.array(clusterSchema), total: z.number().int() }).meta({ id: 'ClusterList' });

export const clusterQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(1000).optional() });
export type ClusterQueryText = z.infer<typeof clusterQuerySchema>;
