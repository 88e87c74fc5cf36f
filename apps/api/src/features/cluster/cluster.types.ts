import { Field, ID, ObjectType } from '@nestjs/graphql';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { Node } from '../view/resource.types.ts';

/** `latest` and `snapshots` are asked for by the cluster's number. */
@ObjectType({ implements: () => [Node] })
export class Cluster {
  readonly clusterId: number;
  @Field(() => ID) id: string;
  @Field() slug: string;
  @Field() displayName: string;
}

@ObjectType()
export class ClusterEdge {
  @Field() cursor: string;
  @Field(() => Cluster) node: Cluster;
}

@ObjectType()
export class ClusterConnection {
  @Field(() => [ClusterEdge]) edges: readonly ClusterEdge[];
  @Field(() => [Cluster]) nodes: readonly Cluster[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
}
