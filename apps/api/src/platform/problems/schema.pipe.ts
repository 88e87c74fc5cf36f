import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { invalid } from './validation.ts';

/** Validates one GraphQL argument or input by a zod schema. */
export class SchemaPipe<T extends z.ZodType> implements PipeTransform<unknown, z.output<T>> {
  private readonly schema: T;
  constructor(schema: T) { this.schema = schema; }
  transform(value: unknown): z.output<T> {
    const result = this.schema.safeParse(value);
    if (!result.success) throw invalid(result.error.issues);
    return result.data;
  }
}
