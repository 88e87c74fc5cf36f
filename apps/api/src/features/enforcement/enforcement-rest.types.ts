import { z } from 'zod';
import { versionSchema } from '../reachability/reachability-rest.types.ts';

const resource = z.object({ group: z.string(), kind: z.string(), namespace: z.string(), name: z.string() });
const text = z.string().nullable();

export const enforcementSchema = z.looseObject({
  schemaVersion: z.literal(1), view: versionSchema, verdict: z.enum(['yes', 'partial', 'no', 'unknown']), confidence: z.enum(['high', 'medium', 'low']),
  networking: z.object({ plugin: z.string(), version: text, mode: text }),
  enforcers: z.array(z.object({ name: z.string(), version: text, mode: text, state: z.enum(['on', 'off', 'unproven', 'blind']), offReason: text, settings: z.record(z.string(), z.string()) })),
  nodes: z.array(z.object({ node: z.string(), state: z.string(), enforcer: text, without: z.string().optional(), since: z.string().optional() })),
  podsNotManaged: z.array(z.string()), ignoredKinds: z.array(z.string()),
  capabilities: z.array(z.object({ enforcer: z.string(), feature: z.string(), support: z.string(), note: text })),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), resources: z.array(resource) })),
  evidence: z.array(z.object({ resource, field: z.string(), value: z.string(), says: z.string(), weight: z.number(), mayBeStale: z.boolean() })),
  pin: z.object({ enforcer: z.string(), version: text, by: z.string(), at: text, reason: text }).nullable(),
}).meta({ id: 'Enforcement' });
