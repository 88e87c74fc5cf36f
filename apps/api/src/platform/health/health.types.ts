import { z } from 'zod';

export const statusSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Status' });
export type Status = z.infer<typeof statusSchema>;

const limit = z.number().int();
const limitsSchema = z.object({
  maxPageSize: limit, maxDepth: limit, maxCost: limit, costBucket: limit, costRestorePerSecond: limit, documentBytes: limit, documentTokens: limit, aliases: limit, rootFields: limit, fields: limit,
  bodyBytes: limit, uploadBytes: limit, uploadTextBytes: limit, batchProbes: limit, analysisMillis: limit,
}).meta({ id: 'Limits' });

export const versionSchema = z.object({ name: z.literal('postern'), version: z.string(), schemaVersion: z.literal(1), node: z.string(), limits: limitsSchema }).meta({ id: 'Version' });
export type Version = z.infer<typeof versionSchema>;
