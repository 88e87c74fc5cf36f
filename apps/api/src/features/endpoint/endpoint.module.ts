import { Module } from '@nestjs/common';
import { EndpointResolver } from './endpoint.resolver.ts';
import { EndpointService } from './endpoint.service.ts';
import { NamespaceResolver } from './namespace.resolver.ts';
import { PodResolver } from './pod.resolver.ts';
import { WorkloadResolver } from './workload.resolver.ts';

@Module({ providers: [EndpointService, EndpointResolver, PodResolver, WorkloadResolver, NamespaceResolver] })
export class EndpointModule {}
