import { Field, ID, InterfaceType, Int, ObjectType } from '@nestjs/graphql';
import type { ViewKey } from '../../analysis/view-key.ts';
import { EndpointKind, IsolationState } from '../../platform/graphql/enums.ts';
import { Cidr } from '../../platform/graphql/scalars.ts';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { Label, Node } from '../view/resource.types.ts';

type Kind = keyof typeof EndpointKind;

const TYPE_OF: Readonly<Partial<Record<Kind, string>>> = { POD: 'Pod', WORKLOAD: 'Workload', NAMESPACE: 'Namespace', NODE: 'ClusterNode', ADDRESS_RANGE: 'AddressRange', INTERNET: 'Internet', SELECTOR: 'PodSelection', SERVICE: 'Service', HYPOTHETICAL: 'HypotheticalPod', NAME: 'NamedPeer' };

/** `view` is where further questions about it go. */
@InterfaceType({ resolveType: ({ kind }: Endpoint) => TYPE_OF[kind] })
export abstract class Endpoint {
  readonly view: ViewKey;
  @Field() ref: string;
  @Field() displayName: string;
  @Field(() => EndpointKind) kind: Kind;
}

@ObjectType()
export class Isolation {
  @Field(() => IsolationState) ingress: keyof typeof IsolationState;
  @Field(() => IsolationState) egress: keyof typeof IsolationState;
}

@ObjectType({ implements: () => [Endpoint, Node] })
export class Pod extends Endpoint {
  readonly namespaceName: string;
  readonly workloadRef: string | null;
  @Field(() => ID) id: string;
  @Field(() => String, { nullable: true }) nodeName: string | null;
  @Field(() => [String]) ips: readonly string[];
  @Field() phase: string;
  @Field() hostNetwork: boolean;
  @Field(() => [Label]) labels: readonly Label[];
}

@ObjectType({ implements: () => [Endpoint, Node] })
export class Workload extends Endpoint {
  readonly namespaceName: string;
  @Field(() => ID) id: string;
  @Field() resourceKind: string;
  @Field(() => Int) podCount: number;
}

@ObjectType({ implements: () => [Endpoint, Node] })
export class Namespace extends Endpoint {
  @Field(() => ID) id: string;
  @Field(() => [Label]) labels: readonly Label[];
  @Field(() => Int) workloadCount: number;
  @Field(() => Int) podCount: number;
}

@ObjectType({ implements: () => [Endpoint, Node] })
export class ClusterNode extends Endpoint {
  @Field(() => ID) id: string;
  @Field() name: string;
  @Field(() => [String]) addresses: readonly string[];
  @Field(() => [Label]) labels: readonly Label[];
}

@ObjectType({ implements: () => [Endpoint], description: 'Addresses outside the cluster: one canonical range, as CIDRs too.' })
export class AddressRange extends Endpoint {
  @Field() first: string;
  @Field() last: string;
  @Field(() => [Cidr]) cidrs: readonly string[];
}

@ObjectType({ implements: () => [Endpoint] })
export class Internet extends Endpoint {}

@ObjectType({ implements: () => [Endpoint] })
export class PodSelection extends Endpoint { @Field(() => Int) podCount: number; }

@ObjectType({ implements: () => [Endpoint, Node] })
export class Service extends Endpoint {
  readonly namespaceName: string;
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'Pods and addresses behind it, ready or not.' }) backends: number;
  @Field(() => Int) readyBackends: number;
}

@ObjectType({ implements: () => [Endpoint] })
export class HypotheticalPod extends Endpoint {
  @Field() namespace: string;
  @Field(() => [Label]) labels: readonly Label[];
}

@ObjectType({ implements: () => [Endpoint], description: 'Something known by its name alone.' })
export class NamedPeer extends Endpoint {}

@ObjectType()
export class PodEdge {
  @Field() cursor: string;
  @Field(() => Pod) node: Pod;
}

@ObjectType()
export class PodConnection {
  @Field(() => [PodEdge]) edges: readonly PodEdge[];
  @Field(() => [Pod]) nodes: readonly Pod[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
}

export const ENDPOINT_TYPES = [Pod, Workload, Namespace, ClusterNode, AddressRange, Internet, PodSelection, Service, HypotheticalPod, NamedPeer] as const;
