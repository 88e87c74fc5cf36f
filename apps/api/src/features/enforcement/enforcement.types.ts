import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { EnforcementAssessment } from '@postern/engine';
import type { ViewKey } from '../../analysis/view-key.ts';
import { EnforcementVerdict, EnforcerState, EvidenceConfidence, NodeEnforcement } from '../../platform/graphql/enums.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { Caveat, ResourceRef } from '../view/resource.types.ts';

@ObjectType()
export class Component {
  @Field() name: string;
  @Field(() => String, { nullable: true }) version: string | null;
  @Field(() => String, { nullable: true }) mode: string | null;
}

@ObjectType()
export class Enforcer {
  @Field() name: string;
  @Field(() => String, { nullable: true }) version: string | null;
  @Field(() => String, { nullable: true }) mode: string | null;
  @Field(() => EnforcerState) state: keyof typeof EnforcerState;
  @Field(() => String, { nullable: true }) offReason: string | null;
}

@ObjectType()
export class NodeEnforcementItem {
  @Field() node: string;
  @Field(() => NodeEnforcement) state: keyof typeof NodeEnforcement;
  @Field(() => String, { nullable: true }) enforcer: string | null;
  @Field(() => String, { nullable: true, description: 'What a dead agent left behind: its rules (`frozen`), none (`open`), or nothing that passes (`closed`).' }) openOrFrozen: string | null;
}

@ObjectType()
export class NodeEnforcementEdge {
  @Field() cursor: string;
  @Field(() => NodeEnforcementItem) node: NodeEnforcementItem;
}

@ObjectType()
export class NodeEnforcementConnection {
  @Field(() => [NodeEnforcementEdge]) edges: readonly NodeEnforcementEdge[];
  @Field(() => [NodeEnforcementItem]) nodes: readonly NodeEnforcementItem[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
}

@ObjectType({ description: 'What the enforcer does with one policy feature, e.g. endPort, namedPorts, ipBlock, sctp, ipv6.' })
export class Capability {
  @Field() enforcer: string;
  @Field() feature: string;
  @Field() support: string;
  @Field(() => String, { nullable: true }) note: string | null;
}

@ObjectType()
export class Evidence {
  @Field(() => ResourceRef) resource: ResourceRef;
  @Field() field: string;
  @Field() value: string;
  @Field() says: string;
  @Field(() => Float, { description: 'From 0 to 1: how much it can be relied on.' }) weight: number;
}

@ObjectType({ description: 'What a person says about the cluster, instead of what was recognised.' })
export class EnforcementPin {
  @Field() enforcer: string;
  @Field(() => String, { nullable: true }) version: string | null;
  @Field() by: string;
  @Field(() => DateTime, { nullable: true }) at: Date | null;
  @Field(() => String, { nullable: true }) reason: string | null;
}

/** `nodes` is asked for by the assessment. */
@ObjectType({ description: 'Who wires the pods, who filters, where, and how sure that is.' })
export class Enforcement {
  readonly key: ViewKey;
  readonly assessed: EnforcementAssessment;
  @Field(() => Component, { nullable: true }) networking: Component | null;
  @Field(() => [Enforcer]) enforcers: readonly Enforcer[];
  @Field(() => EnforcementVerdict) verdict: keyof typeof EnforcementVerdict;
  @Field(() => EvidenceConfidence) confidence: keyof typeof EvidenceConfidence;
  @Field(() => [String], { description: 'Policy kinds present that no running enforcer honours, as group/Kind.' }) ignoredKinds: readonly string[];
  @Field(() => Int, { description: 'Pods on a node with an enforcer that are not under it.' }) podsNotManagedCount: number;
  @Field(() => [String], { description: 'The first of them, as references.' }) podsNotManaged: readonly string[];
  @Field(() => [Capability]) capabilities: readonly Capability[];
  @Field(() => [Caveat]) warnings: readonly Caveat[];
  @Field(() => [Evidence]) evidence: readonly Evidence[];
  @Field(() => EnforcementPin, { nullable: true }) pin: EnforcementPin | null;
}
