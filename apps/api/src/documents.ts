import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { loadConfig } from '@postern/config';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { AppModule } from './app.module.ts';
import { ORPHANED_TYPES, RESOLVERS } from './features/features.ts';
import { openapiText } from './platform/health/openapi-document.ts';

/** The two contract documents by file name, built without a database: preview mode makes nothing. */
export async function contractDocuments(): Promise<Readonly<Record<string, string>>> {
  const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const schema = await builder.get(GraphQLSchemaFactory).create([...RESOLVERS], { orphanedTypes: [...ORPHANED_TYPES] });
  const config = loadConfig({ DATABASE_URL: 'postgres://preview/preview', LOG_LEVEL: 'silent' });
  const app = await NestFactory.create(AppModule.with(config), { preview: true, logger: false });
  return { 'schema.graphql': `${printSchema(lexicographicSortSchema(schema))}\n`, 'openapi.json': openapiText(app) };
}
