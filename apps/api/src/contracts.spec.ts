import { readFileSync } from 'node:fs';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql';
import type { GraphQLField } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contractDocuments } from './documents.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;
let documents: Readonly<Record<string, string>>;
beforeAll(async () => { service = await startTestService(); documents = await contractDocuments(); });
afterAll(() => service.close());

const committed = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

it('serves the schema and the OpenAPI document that are committed', async () => {
  const { schema } = service.app.get(GraphQLSchemaHost, { strict: false });
  expect(documents['schema.graphql']).toBe(committed('schema.graphql'));
  expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(committed('schema.graphql'));
  const { text } = await service.admin.get('/openapi.json').expect(200);
  expect(documents['openapi.json']).toBe(committed('openapi.json'));
  expect(JSON.parse(text)).toEqual(JSON.parse(committed('openapi.json')));
});

it('describes every route with its failures, in OpenAPI 3.1', () => {
  const openapi = JSON.parse(documents['openapi.json'] ?? '') as { openapi: string; paths: Record<string, Record<string, { summary?: string; responses: Record<string, unknown>; security?: unknown }>> };
  expect(openapi.openapi).toBe('3.1.0');
  expect(Object.keys(openapi.paths)).toEqual(expect.arrayContaining(['/v1/views/{view}/reachability:batch', '/v1/clusters/{cluster}/snapshots', '/v1/diff']));
  for (const [path, methods] of Object.entries(openapi.paths)) {
    if (!path.startsWith('/v1/')) continue;
    for (const [method, { summary, responses }] of Object.entries(methods)) {
      expect(summary, `${method} ${path}`).toBeTruthy();
      expect(responses['default'], `${method} ${path}`).toBeTruthy();
    }
  }
});

it('asks for `first` wherever a list has pages', () => {
  const schema = buildSchema(committed('schema.graphql'));
  const pages: GraphQLField<unknown, unknown>[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if ('getFields' in type) for (const field of Object.values(type.getFields())) if ('args' in field && String(field.type).endsWith('Connection!')) pages.push(field);
  }
  expect(pages.length).toBeGreaterThan(5);
  for (const { name, args } of pages) expect(args.find((argument) => argument.name === 'first')?.type.toString(), name).toBe('Int!');
});
