import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { ResourceIdentity } from '@postern/engine';
import type { ViewKey } from '../../analysis/view-key.ts';
import { Direction, Protocol, StepOutcome, Tier, Verdict } from '../../platform/graphql/enums.ts';
import { RuleRef } from '../policy/rule-ref.types.ts';
import { ResourceRef } from '../view/resource.types.ts';
import { ConnectionSet } from './connection-set.types.ts';

/** `policy` is asked for by its identity. */
@ObjectType()
export class Step {
  readonly view: ViewKey;
  readonly policyIdentity: ResourceIdentity | null;
  @Field(() => Tier) tier: keyof typeof Tier;
  @Field() tierName: string;
  @Field(() => Int) order: number;
  @Field(() => StepOutcome) outcome: keyof typeof StepOutcome;
  @Field({ description: 'Stable, e.g. ADMITTED_BY_RULE, ISOLATED_NO_RULE_ADMITS, NO_POLICY_SELECTS, ADMIN_DENY, PORT_NOT_LISTED.' }) code: string;
  @Field() message: string;
  @Field(() => RuleRef, { nullable: true }) rule: RuleRef | null;
  @Field(() => ConnectionSet) connections: ConnectionSet;
}

@ObjectType()
export class Leg {
  @Field(() => Direction) direction: keyof typeof Direction;
  @Field(() => Verdict) verdict: keyof typeof Verdict;
  @Field(() => ConnectionSet) allowed: ConnectionSet;
  @Field(() => [Step]) steps: readonly Step[];
}

/** `policies` are asked for by their identities. */
@ObjectType({ description: 'Everything that would have to change, complete, not merely the first hit.' })
export class Blocker {
  readonly view: ViewKey;
  readonly policyIdentities: readonly ResourceIdentity[];
  @Field(() => Direction) direction: keyof typeof Direction;
  @Field() code: string;
  @Field() fix: string;
}

@ObjectType({ description: 'What one port of a Service becomes at the pods behind it.' })
export class ServiceHopPort {
  @Field(() => Protocol) protocol: 'TCP' | 'UDP' | 'SCTP';
  @Field(() => Int) servicePort: number;
  @Field({ description: 'A number, several joined by commas, or empty where no pod has the port.' }) targetPort: string;
}

@ObjectType({ description: 'How the question crosses a Service. The first port that it picks stands by itself, all of them in `ports`.' })
export class ServiceHop {
  @Field(() => ResourceRef) service: ResourceRef;
  @Field(() => Int) servicePort: number;
  @Field() targetPort: string;
  @Field(() => [ServiceHopPort]) ports: readonly ServiceHopPort[];
  @Field(() => Int) backends: number;
  @Field(() => Int) readyBackends: number;
}

@ObjectType()
export class Explanation {
  @Field() summary: string;
  @Field(() => Leg) egress: Leg;
  @Field(() => Leg) ingress: Leg;
  @Field(() => ServiceHop, { nullable: true }) service: ServiceHop | null;
  @Field(() => [Blocker]) blockers: readonly Blocker[];
}
