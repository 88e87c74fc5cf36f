import { z } from 'zod';
import { pageQuery } from '../snapshot/snapshot-rest.types.ts';

export const impactQuerySchema = z.object({ ...pageQuery });
export type ImpactQuery = z.infer<typeof impactQuerySchema>;

const identity = { group: z.string(), kind: z.string(), namespace: z.string(), name: z.string() };
const rule = { rule: z.number().int().nullable(), pointer: z.string() };
const pairs = z.number().int();

export const impactListSchema = z.object({
  items: z.array(z.object({
    policy: z.object(identity), effect: z.enum(['END_TO_END', 'OWN_SIDE', 'NONE']),
    verdicts: z.object({ total: pairs, allowed: pairs, denied: pairs, partial: pairs, unknown: pairs }), podPairs: pairs, nodePairs: pairs, outside: z.number().int(),
    rules: z.array(z.object({
      direction: z.enum(['ingress', 'egress']), ...rule, name: z.string().nullable(), status: z.enum(['EFFECTIVE', 'MATCHES_NOTHING', 'SHADOWED', 'REDUNDANT']), isOwnSide: z.boolean(),
      shadowedBy: z.array(z.object({ ...identity, ...rule })),
    })),
  })),
  total: z.number().int(),
}).meta({ id: 'PolicyImpactList' });
