import { applyDecorators } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader } from '@nestjs/swagger';
import { z } from 'zod';

export const operationSchema = z.object({
  id: z.string(), kind: z.enum(['INGEST', 'EXPORT', 'DIFF', 'FINDINGS', 'DIFFERENCES', 'POLICY_IMPACT']), state: z.enum(['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED']), progress: z.number().nullable(),
  problem: z.record(z.string(), z.unknown()).nullable(), resultUrl: z.string().nullable(), unchanged: z.boolean(), expiresAt: z.string().nullable(), createdAt: z.string(), updatedAt: z.string(),
}).meta({ id: 'Operation' });
export type OperationBody = z.infer<typeof operationSchema>;

/** Documents that a question can be asked in the background. */
export const InBackground = (): ReturnType<typeof applyDecorators> => applyDecorators(
  ApiHeader({ name: 'Prefer', required: false, description: 'respond-async: 202 with an operation, whose result is the whole answer' }),
  ApiAcceptedResponse({ standardSchema: operationSchema, description: 'The operation, where the question is worked out in the background.' }),
);
