import { z } from 'zod';

const text = z.string().min(1).max(500);
const time = z.iso.datetime({ offset: true }).transform((value) => new Date(value)).meta({ type: 'string', format: 'date-time' });
const label = z.string().max(200).regex(/^[^=]{1,63}=.*$/, 'key=value');

/** What an upload says about itself beside its body. */
export const ingestQuerySchema = z.object({
  source: z.enum(['COLLECTOR', 'CLI', 'API', 'GIT']).optional(), gitRepository: text.optional(), gitCommit: text.optional(), gitRef: text.optional(),
  capturedAt: time.optional(), file: text.default('-'), label: z.union([label.transform((one) => [one]), z.array(label).max(20)]).default([]),
});
export type IngestQuery = z.infer<typeof ingestQuerySchema>;
