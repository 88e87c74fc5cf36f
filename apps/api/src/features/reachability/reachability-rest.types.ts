import type { Basis } from '@postern/engine';
import { z } from 'zod';
import type { Under } from '../../analysis/view-key.ts';

const ref = z.string().min(1).max(2000);
const setting = z.string().max(300).regex(/^[^=]+=.*$/, 'key=value');

/** What every question about a view can carry. */
export const viewQuery = {
  basis: z.enum(['effective', 'specified', 'enforced']).default('effective'),
  as: z.string().min(1).max(200).optional(),
  set: z.union([setting.transform((one) => [one]), z.array(setting).max(20)]).default([]),
};

export const pointQuerySchema = z.object({ ...viewQuery, from: ref, to: ref, traffic: z.string().max(200).default('any') });
export type PointQuery = z.infer<typeof pointQuerySchema>;
export const batchQuerySchema = z.object(viewQuery);
export type BatchQuery = z.infer<typeof batchQuerySchema>;

/** What every list by rows can carry besides. */
export const rowsQuery = {
  ...viewQuery, group: z.enum(['pod', 'workload', 'owner', 'namespace']).default('workload'),
  limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(1000).optional(),
};
const peersQuery = { ...rowsQuery, traffic: z.string().max(200).default('any') };
export const whoQuerySchema = z.object({ ...peersQuery, to: ref });
export type WhoQuery = z.infer<typeof whoQuerySchema>;
export const reachQuerySchema = z.object({ ...peersQuery, from: ref });
export type ReachQuery = z.infer<typeof reachQuerySchema>;

export const caveatSchema = z.object({ code: z.string(), message: z.string() });
export const versionSchema = z.object({ ref: z.string(), contentDigest: z.string() }).meta({ id: 'ViewVersion' });
export const pointSchema = z.looseObject({
  schemaVersion: z.literal(1), from: z.string(), to: z.string(), traffic: z.string(), basis: z.string(), verdict: z.enum(['ALLOWED', 'DENIED', 'PARTIAL', 'UNKNOWN']),
  allowed: z.boolean().nullable(), set: z.string(), confidence: z.enum(['EXACT', 'BOUNDED', 'INCOMPLETE']), caveats: z.array(caveatSchema), summary: z.string(), view: versionSchema,
}).meta({ id: 'Why' });
export const peersSchema = z.looseObject({
  schemaVersion: z.literal(1), traffic: z.string(), total: z.number().int(), caveats: z.array(caveatSchema), view: versionSchema,
  peers: z.array(z.object({ ref: z.string(), verdict: z.string(), allowed: z.string(), partial: z.string().optional(), undecided: z.string().optional(), pods: z.number().int(), conditions: z.array(caveatSchema).optional() })),
}).meta({ id: 'Peers' });

/** Whom a question names, `cilium@1.20`, with settings as `key=value` texts. */
export function underOfTexts({ as, set }: { readonly as?: string | undefined; readonly set: readonly string[] }): Under {
  const [name = '', version = null] = as?.split('@', 2) ?? [];
  return { enforcer: name === '' ? null : { name, version }, settings: Object.fromEntries(set.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)])) };
}

export const basisOf = (basis: PointQuery['basis']): Basis => basis.toUpperCase() as Basis;
