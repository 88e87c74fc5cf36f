import { ApolloServer } from '@apollo/server';
import type { ApolloServerOptionsWithSchema, BaseContext } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloDriver } from '@nestjs/apollo';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { Injectable } from '@nestjs/common';
import type { Server } from 'node:http';

/** Apollo without a route of its own, which would answer every path below `/graphql` past the gate. */
@Injectable()
export class GraphqlDriver extends ApolloDriver {
  protected override async registerExpress(options: ApolloDriverConfig): Promise<void> {
    const drain = ApolloServerPluginDrainHttpServer({ httpServer: this.httpAdapterHost.httpAdapter.getHttpServer() as Server });
    const server = new ApolloServer({ ...options, plugins: [...options.plugins ?? [], drain] } as unknown as ApolloServerOptionsWithSchema<BaseContext>);
    await server.start();
    this.apolloServer = server;
  }
}
