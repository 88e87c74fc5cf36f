import { ClusterModule } from './cluster/cluster.module.ts';
import { ClusterResolver } from './cluster/cluster.resolver.ts';
import { DifferenceModule } from './difference/difference.module.ts';
import { DifferenceResolver } from './difference/difference.resolver.ts';
import { DiffModule } from './diff/diff.module.ts';
import { DiffResolver } from './diff/diff.resolver.ts';
import { EndpointModule } from './endpoint/endpoint.module.ts';
import { EndpointResolver } from './endpoint/endpoint.resolver.ts';
import { ENDPOINT_TYPES } from './endpoint/endpoint.types.ts';
import { NamespaceResolver } from './endpoint/namespace.resolver.ts';
import { PodResolver } from './endpoint/pod.resolver.ts';
import { ServiceResolver } from './endpoint/service.resolver.ts';
import { WorkloadResolver } from './endpoint/workload.resolver.ts';
import { EnforcementModule } from './enforcement/enforcement.module.ts';
import { EnforcementResolver, NodeEnforcementResolver, SnapshotEnforcementResolver } from './enforcement/enforcement.resolver.ts';
import { ExposureModule } from './exposure/exposure.module.ts';
import { ExposureResolver } from './exposure/exposure.resolver.ts';
import { ExportModule } from './export/export.module.ts';
import { FindingModule } from './finding/finding.module.ts';
import { FindingResolver } from './finding/finding.resolver.ts';
import { IngestModule } from './ingest/ingest.module.ts';
import { MatrixModule } from './matrix/matrix.module.ts';
import { MatrixResolver } from './matrix/matrix.resolver.ts';
import { OperationModule } from './operation/operation.module.ts';
import { PolicyImpactResolver, PolicyRuleImpactResolver } from './policy/policy-impact.resolver.ts';
import { BlockerPoliciesResolver, PodPoliciesResolver, StepPolicyResolver } from './policy/policy-fields.resolver.ts';
import { PolicyModule } from './policy/policy.module.ts';
import { PolicyResolver } from './policy/policy.resolver.ts';
import { ReachabilityModule } from './reachability/reachability.module.ts';
import { ReachabilityResolver } from './reachability/reachability.resolver.ts';
import { SnapshotModule } from './snapshot/snapshot.module.ts';
import { SnapshotResolver } from './snapshot/snapshot.resolver.ts';
import { ViewModule } from './view/view.module.ts';
import { ViewResolver } from './view/view.resolver.ts';

/** Every noun that the service knows. */
export const FEATURES = [ViewModule, ClusterModule, SnapshotModule, IngestModule, OperationModule, EndpointModule, ReachabilityModule, PolicyModule, DiffModule, ExposureModule, FindingModule, EnforcementModule, DifferenceModule, ExportModule, MatrixModule] as const;

/** What the printed schema is made of: preview mode makes no module, so it is listed. A test holds it to the served schema. */
export const RESOLVERS = [
  ClusterResolver, SnapshotResolver, ViewResolver, EndpointResolver, PodResolver, WorkloadResolver, NamespaceResolver, ServiceResolver, ReachabilityResolver,
  PolicyResolver, PolicyImpactResolver, PolicyRuleImpactResolver, PodPoliciesResolver, StepPolicyResolver, BlockerPoliciesResolver, DiffResolver, ExposureResolver, FindingResolver,
  EnforcementResolver, SnapshotEnforcementResolver, NodeEnforcementResolver, DifferenceResolver, MatrixResolver,
] as const;
/** Types that no field names directly. */
export const ORPHANED_TYPES = [...ENDPOINT_TYPES] as const;
