import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { CostPlugin } from './cost.plugin.ts';
import { GraphqlDriver } from './graphql-driver.ts';
import { formatGraphqlError } from './graphql-error.ts';

/** GraphQL at /graphql, code first. Introspection is on because the gate lets only authenticated callers through. */
export function graphqlModule(orphanedTypes: readonly (abstract new () => object)[]): DynamicModule {
  const module = GraphQLModule.forRoot<ApolloDriverConfig>({
    driver: GraphqlDriver, autoSchemaFile: true, sortSchema: true, buildSchemaOptions: { orphanedTypes: [...orphanedTypes] as never }, graphiql: false, introspection: true,
    csrfPrevention: true, includeStacktraceInErrorResponses: false, allowBatchedHttpRequests: false,
    autoTransformHttpErrors: false, formatError: formatGraphqlError,
    // Documents that were validated once are not again: only those of authenticated callers, and of bounded size, come here.
    persistedQueries: false,
    // It would wrap every field to work out a header that is always the same: the gate sets it.
    plugins: [ApolloServerPluginCacheControlDisabled()],
  });
  return { ...module, providers: [...(module.providers ?? []), CostPlugin] };
}
