import { z } from 'zod';

export const statusSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Status' });
export type Status = z.infer<typeof statusSchema>;

export const versionSchema = z.object({ name: z.literal('postern'), version: z.string(), schemaVersion: z.literal(1), node: z.string() }).meta({ id: 'Version' });
export type Version = z.infer<typeof versionSchema>;
