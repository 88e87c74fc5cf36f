import { NotFoundException } from '@nestjs/common';
import { StorageError } from '@postern/db';
import { QuestionError } from '@postern/engine';
import { expect, it } from 'vitest';
import { Problem } from './problem.ts';
import { toProblem } from './to-problem.ts';

it('keeps the code, the sentence and the details of an expected failure', () => {
  expect(toProblem(new QuestionError('REF_INVALID', 'no', { column: 3 }))).toMatchObject({ code: 'REF_INVALID', message: 'no', errors: [{ column: 3 }] });
  expect(toProblem(new StorageError('UNAVAILABLE', 'away'))).toMatchObject({ code: 'UNAVAILABLE', headers: { 'Retry-After': '2' } });
  expect(toProblem(new NotFoundException('Cannot GET /x'))).toMatchObject({ code: 'NOT_FOUND' });
});

it.each(['ECONNREFUSED', '57P01', '08006', '53300', '3D000'])('takes %s for a database that is away', (code) => {
  expect(toProblem(Object.assign(new Error('secret host'), { code }))).toMatchObject({ code: 'UNAVAILABLE', message: 'the database cannot be reached' });
});

it.each([new Error('secret'), Object.assign(new Error('secret'), { code: '42601' }), 'text', null, undefined, { status: 400 }])('reveals nothing of %s', (error) => {
  expect(toProblem(error)).toBeNull();
});

it('takes parts that stand under `errors` as they are', () => {
  const parts = [{ file: 'a', line: 1, reason: 'r' }];
  expect(toProblem(new Problem('MANIFEST_INVALID', 'm', parts))?.errors).toBe(parts);
  expect(toProblem(new StorageError('MANIFEST_INVALID', 'm', { errors: parts }))?.errors).toEqual(parts);
});
