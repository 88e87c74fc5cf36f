import { Field, Int, ObjectType } from '@nestjs/graphql';
import { IpFamily, Protocol } from '../../platform/graphql/enums.ts';
import { PortRange } from '../../platform/graphql/scalars.ts';

@ObjectType()
export class IcmpType {
  @Field(() => Int) type: number;
  @Field(() => Int, { nullable: true }) code: number | null;
}

@ObjectType({ description: 'TCP, UDP and SCTP carry ports, ICMP and ICMPV6 types and codes, OTHER a protocol number; none of them given means all of the protocol.' })
export class PortSet {
  @Field(() => Protocol) protocol: keyof typeof Protocol;
  @Field(() => [IpFamily]) families: readonly (keyof typeof IpFamily)[];
  @Field(() => [PortRange], { nullable: true }) ports: readonly string[] | null;
  @Field(() => [IcmpType], { nullable: true }) icmp: readonly IcmpType[] | null;
  @Field(() => Int, { nullable: true }) protocolNumber: number | null;
}

@ObjectType({ description: 'Canonical, sorted, non-overlapping. Two equal sets always serialise identically.' })
export class ConnectionSet {
  @Field() isAll: boolean;
  @Field() isEmpty: boolean;
  @Field(() => [PortSet]) rules: readonly PortSet[];
  @Field({ description: 'One-line human form, e.g. `TCP 80,8000-8100; UDP 53`.' }) text: string;
}
