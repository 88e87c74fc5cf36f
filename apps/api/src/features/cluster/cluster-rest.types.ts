import { z } from 'zod';

const slug = z.string().min(1).max(63).regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'lower case letters, digits and dashes');
const displayName = z.string().min(1).max(200);

export const newClusterSchema = z.strictObject({ slug, displayName: displayName.optional() }).meta({ id: 'NewCluster' });
export type NewCluster = z.infer<typeof newClusterSchema>;
export const clusterPatchSchema = z.strictObject({ displayName }).meta({ id: 'ClusterPatch' });
export type ClusterPatch = z.infer<typeof clusterPatchSchema>;

export const clusterSchema = z.object({ slug: z.string(), displayName: z.string(), createdAt: z.string(), latest: z.number().int().nullable() }).meta({ id: 'Cluster' });
export type ClusterBody = z.infer<typeof clusterSchema>;
export const clusterListSchema = z.object({ items: z.array(clusterSchema), total: z.number().int() }).meta({ id: 'ClusterList' });

export const clusterQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(1000).optional() });
export type ClusterQueryText = z.infer<typeof clusterQuerySchema>;
