import { Module } from '@nestjs/common';
import { EndpointResolver } from './endpoint.resolver.ts';
import { EndpointService } from './endpoint.service.ts';
import { NamespaceResolver } from './namespace.resolver.ts';
import { PodResolver } from './pod.resolver.ts';
import { ServiceResolver } from './service.resolver.ts';
import { WorkloadResolver } from './workload.resolver.ts';

@Module({ providers: [EndpointService, EndpointResolver, PodResolver, WorkloadResolver, NamespaceResolver, ServiceResolver] })
export class EndpointModule {}
