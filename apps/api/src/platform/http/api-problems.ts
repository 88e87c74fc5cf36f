import { applyDecorators } from '@nestjs/common';
import { ApiDefaultResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { PROBLEMS } from '../problems/problem-catalogue.ts';
import type { ProblemCode } from '../problems/problem-catalogue.ts';

const problemSchema = z.object({
  type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), instance: z.string(),
  code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]), requestId: z.string(), retryable: z.boolean(), errors: z.array(z.record(z.string(), z.unknown())),
}).meta({ id: 'Problem' });

/** Documents that a route answers failures as `application/problem+json`. */
export const ApiProblems = (): ReturnType<typeof applyDecorators> => applyDecorators(ApiDefaultResponse({ description: 'A failure, by its code.', standardSchema: problemSchema }));
