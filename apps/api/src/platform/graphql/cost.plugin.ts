import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import { Plugin } from '@nestjs/apollo';
import type { GraphQLFormattedError } from 'graphql';
import { CostBudget } from '../access/cost-budget.ts';
import { CONFIG } from '../config.token.ts';
import type { IdentifiedRequest } from '../http/identified-request.ts';
import { Problem } from '../problems/problem.ts';
import { problemOf } from './graphql-error.ts';
import { operationCost } from './operation-cost.ts';

interface Context { readonly req: IdentifiedRequest }

/** Charges an operation before it runs and says on every answer what it cost; puts the request id into every error. */
@Plugin()
@Injectable()
export class CostPlugin implements ApolloServerPlugin<Context> {
  constructor(private readonly budget: CostBudget, @Inject(CONFIG) private readonly config: Config) {}

  requestDidStart(): Promise<GraphQLRequestListener<Context>> {
    const { budget, config } = this;
    const cost: { requested: number; remaining?: number } = { requested: 0 };
    return Promise.resolve<GraphQLRequestListener<Context>>({
      async didResolveOperation({ schema, document, operation, request, contextValue: { req } }) {
        cost.requested = operationCost(schema, document, operation ?? null, request.variables ?? {});
        if (cost.requested > config.GRAPHQL_MAX_COST) throw new Problem('QUERY_TOO_COMPLEX', `the cost is ${String(cost.requested)} and may be ${String(config.GRAPHQL_MAX_COST)}`);
        cost.remaining = budget.spend(req.principal?.tokenId ?? '', Math.max(1, cost.requested));
        await Promise.resolve();
      },
      async didEncounterErrors({ errors, contextValue: { req } }) {
        for (const error of errors) if (problemOf({ message: error.message, extensions: error.extensions }, error).code === 'INTERNAL') req.log?.error({ err: error.originalError ?? error, requestId: req.id }, 'unexpected error');
        await Promise.resolve();
      },
      async willSendResponse({ response, contextValue: { req } }) {
        await Promise.resolve();
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        singleResult.extensions = { ...singleResult.extensions, cost: { ...cost, maximum: config.GRAPHQL_MAX_COST } };
        if (singleResult.errors === undefined) return;
        singleResult.errors = singleResult.errors.map((error): GraphQLFormattedError => ({ ...error, extensions: { ...error.extensions, requestId: req.id } }));
        // Apollo calls every refusal before execution a failure of the server, which clients would try again.
        const status = singleResult.errors[0]?.extensions?.['status'];
        if (response.http.status === 500 && typeof status === 'number') response.http.status = status;
        const limited = singleResult.errors.find((error) => error.extensions?.['code'] === 'RATE_LIMITED');
        if (limited !== undefined) response.http.headers.set('retry-after', `${limited.extensions?.['retryAfter'] as number}`);
      },
    });
  }
}
