import { z } from 'zod';

const ref = z.string().min(1).max(2000);
const setting = z.string().max(300).regex(/^[^=]+=.*$/, 'key=value');

/** What every question about a view can carry. */
export const viewQuery = {
  basis: z.enum(['effective', 'specified', 'enforced']).default('effective'),
  set: z.union([setting.transform((one) => [one]), z.array(setting).max(20)]).default([]),
};

export const pointQuerySchema = z.object({ ...viewQuery, from: ref, to: ref, traffic: z.string().max(200).default('any') });
export type PointQuery = z.infer<typeof pointQuerySchema>;

const peersQuery = {
  ...viewQuery, traffic: z.string().max(200).default('any'), group: z.enum(['pod', 'workload', 'owner', 'namespace']).default('workload'),
  limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(1000).optional(),
};
export const whoQuerySchema = z.object({ ...peersQuery, to: ref });
export type WhoQuery = z.infer<typeof whoQuerySchema>;
export const reachQuerySchema = z.object({ ...peersQuery, from: ref });
export type ReachQuery = z.infer<typeof reachQuerySchema>;

const caveat = z.object({ code: z.string(), message: z.string() });
const view = z.object({ ref: z.string(), contentDigest: z.string() }).meta({ id: 'ViewVersion' });
export const pointSchema = z.looseObject({
  schemaVersion: z.literal(1), from: z.string(), to: z.string(), traffic: z.string(), basis: z.string(), verdict: z.enum(['ALLOWED', 'DENIED', 'PARTIAL', 'UNKNOWN']),
  allowed: z.boolean().nullable(), set: z.string(), confidence: z.enum(['EXACT', 'BOUNDED', 'INCOMPLETE']), caveats: z.array(caveat), summary: z.string(), view,
}).meta({ id: 'Why' });
export const peersSchema = z.looseObject({
  schemaVersion: z.literal(1), traffic: z.string(), total: z.number().int(), caveats: z.array(caveat), view,
  peers: z.array(z.object({ ref: z.string(), verdict: z.string(), allowed: z.string(), partial: z.string().optional(), undecided: z.string().optional(), pods: z.number().int() })),
}).meta({ id: 'Peers' });

/** `key=value` texts as an object. */
export const settingsOfTexts = (texts: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(texts.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
