import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { Basis, Granularity, IpFamily, Protocol, Verdict } from '../../platform/graphql/enums.ts';
import { EndpointInput } from '../endpoint/endpoint-input.types.ts';

@InputType({ description: 'Omit port and protocol to ask about every port at once.' })
export class TrafficInput {
  @Field(() => Protocol, { nullable: true }) protocol?: keyof typeof Protocol | null;
  @Field(() => Int, { nullable: true }) port?: number | null;
  @Field(() => Int, { nullable: true }) endPort?: number | null;
  @Field(() => String, { nullable: true }) namedPort?: string | null;
  @Field(() => Int, { nullable: true }) sourcePort?: number | null;
  @Field(() => Int, { nullable: true }) icmpType?: number | null;
  @Field(() => Int, { nullable: true }) icmpCode?: number | null;
  @Field(() => Int, { nullable: true }) protocolNumber?: number | null;
  @Field(() => IpFamily, { nullable: true }) family?: keyof typeof IpFamily | null;
}

@InputType()
export class SettingInput {
  @Field() key: string;
  @Field() value: string;
}

@InputType({ description: 'Answer as if another enforcer ran, or with other settings of it.' })
export class UnderInput {
  @Field(() => String, { nullable: true }) as?: string | null;
  @Field(() => String, { nullable: true }) version?: string | null;
  @Field(() => [SettingInput], { nullable: true }) settings?: readonly SettingInput[] | null;
}

@InputType()
export class PeerFilter {
  @Field(() => [String], { nullable: true }) namespaces?: readonly string[] | null;
  @Field(() => [Verdict], { nullable: true }) verdicts?: readonly (keyof typeof Verdict)[] | null;
  @Field(() => Boolean, { nullable: true }) crossNamespaceOnly?: boolean | null;
  @Field(() => Boolean, { nullable: true }) externalOnly?: boolean | null;
}

@ArgsType()
export class ViewArgs {
  @Field() view: string;
  @Field(() => Basis, { defaultValue: 'EFFECTIVE' }) basis: keyof typeof Basis;
  @Field(() => UnderInput, { nullable: true }) under?: UnderInput;
}

@ArgsType()
export class CanReachArgs extends ViewArgs {
  @Field(() => EndpointInput) from: EndpointInput;
  @Field(() => EndpointInput) to: EndpointInput;
  @Field(() => TrafficInput, { nullable: true }) traffic?: TrafficInput;
}

@ArgsType()
export class PeersArgs extends ViewArgs {
  @Field(() => TrafficInput, { nullable: true }) traffic?: TrafficInput;
  @Field(() => PeerFilter, { nullable: true }) filter?: PeerFilter;
  @Field(() => Granularity, { defaultValue: 'WORKLOAD' }) groupBy: keyof typeof Granularity;
  @Field(() => Int) first: number;
  @Field(() => String, { nullable: true }) after?: string;
}

@ArgsType()
export class WhoCanReachArgs extends PeersArgs { @Field(() => EndpointInput) to: EndpointInput; }

@ArgsType()
export class ReachableFromArgs extends PeersArgs { @Field(() => EndpointInput) from: EndpointInput; }
