import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { invalid } from './validation.ts';

const schema = z.strictObject({ slug: z.string().min(1), limit: z.number().optional() });
const problemOf = (value: unknown): ReturnType<typeof invalid> => invalid(schema.safeParse(value).error?.issues ?? []);

describe('what a schema refused', () => {
  it('is named field by field', () => {
    expect(problemOf({ slug: 1, limit: 'x' }).errors).toEqual([
      { path: 'slug', message: 'Invalid input: expected string, received number' }, { path: 'limit', message: 'Invalid input: expected number, received string' },
    ]);
  });

  it('is called missing where nothing was sent', () => { expect(problemOf({}).message).toBe('slug: is missing'); });

  it('names the header without which a body is not read', () => { expect(problemOf(undefined).message).toMatch(/no JSON body.*Content-Type: application\/json/u); });
});
