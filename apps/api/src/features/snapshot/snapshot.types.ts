import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { SnapshotRecord } from '@postern/db';
import { DiagnosticSeverity, ObjectState, SnapshotState, SourceKind } from '../../platform/graphql/enums.ts';
import { BigInteger, DateTime, Digest } from '../../platform/graphql/scalars.ts';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { Label, Node, ResourceRef, SourceLocation } from '../view/resource.types.ts';
import { Coverage, View } from '../view/view.types.ts';

@ObjectType()
export class SnapshotSource {
  @Field(() => SourceKind) kind: keyof typeof SourceKind;
  @Field(() => String, { nullable: true }) agent: string | null;
  @Field(() => String, { nullable: true }) gitRepository: string | null;
  @Field(() => String, { nullable: true }) gitCommit: string | null;
  @Field(() => String, { nullable: true }) gitRef: string | null;
}

@ObjectType()
export class SnapshotStats {
  @Field(() => Int) namespaces: number;
  @Field(() => Int) workloads: number;
  @Field(() => Int) pods: number;
  @Field(() => Int) policies: number;
  @Field(() => BigInteger) ingestBytes: number;
  @Field(() => Int) analysisMillis: number;
}

/** `cluster`, `parent` and `diagnostics` are asked for by the record. */
@ObjectType({ implements: () => [Node, View], description: 'One immutable version of one cluster.' })
export class Snapshot {
  readonly record: SnapshotRecord;
  @Field(() => ID) id: string;
  @Field(() => Int) sequence: number;
  @Field(() => Digest) contentDigest: string;
  @Field(() => Digest) semanticDigest: string;
  @Field(() => SnapshotState) state: keyof typeof SnapshotState;
  @Field(() => DateTime) capturedAt: Date;
  @Field(() => DateTime) receivedAt: Date;
  @Field(() => DateTime, { nullable: true }) readyAt: Date | null;
  @Field(() => SnapshotSource) source: SnapshotSource;
  @Field(() => [Label]) labels: readonly Label[];
  @Field() pinned: boolean;
  @Field(() => DateTime, { nullable: true }) expiresAt: Date | null;
  @Field(() => Coverage) coverage: Coverage;
  @Field(() => SnapshotStats) stats: SnapshotStats;
}

@ObjectType()
export class SnapshotEdge {
  @Field() cursor: string;
  @Field(() => Snapshot) node: Snapshot;
}

@ObjectType()
export class SnapshotConnection {
  @Field(() => [SnapshotEdge]) edges: readonly SnapshotEdge[];
  @Field(() => [Snapshot]) nodes: readonly Snapshot[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
}

@ObjectType()
export class Diagnostic {
  @Field(() => DiagnosticSeverity) severity: keyof typeof DiagnosticSeverity;
  @Field() code: string;
  @Field() message: string;
  @Field(() => ObjectState, { nullable: true }) state: keyof typeof ObjectState | null;
  @Field(() => ResourceRef, { nullable: true }) resource: ResourceRef | null;
  @Field(() => SourceLocation, { nullable: true }) source: SourceLocation | null;
  @Field(() => String, { nullable: true }) path: string | null;
}

@ObjectType()
export class DiagnosticEdge {
  @Field() cursor: string;
  @Field(() => Diagnostic) node: Diagnostic;
}

@ObjectType()
export class DiagnosticConnection {
  @Field(() => [DiagnosticEdge]) edges: readonly DiagnosticEdge[];
  @Field(() => [Diagnostic]) nodes: readonly Diagnostic[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
}
