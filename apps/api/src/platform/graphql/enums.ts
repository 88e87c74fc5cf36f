import { registerEnumType } from '@nestjs/graphql';

type Names<T extends string> = { readonly [K in T]: K };

/** An enum whose values are their names, so that plain data needs no translation. */
function names<const T extends readonly string[]>(name: string, values: T, description?: string): Names<T[number]> {
  const out = Object.fromEntries(values.map((value) => [value, value])) as Names<T[number]>;
  registerEnumType(out, { name, ...(description === undefined ? {} : { description }) });
  return out;
}

export const TotalRelation = names('TotalRelation', ['EXACT', 'AT_LEAST']);
export const Verdict = names('Verdict', ['ALLOWED', 'DENIED', 'PARTIAL', 'UNKNOWN'], 'Over one concrete flow only ALLOWED, DENIED or UNKNOWN occur. PARTIAL needs an aggregate or a port set.');
export const Protocol = names('Protocol', ['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPV6', 'OTHER']);
export const Direction = names('Direction', ['INGRESS', 'EGRESS']);
export const Granularity = names('Granularity', ['NAMESPACE', 'WORKLOAD', 'POD']);
export const Confidence = names('Confidence', ['EXACT', 'BOUNDED', 'INCOMPLETE']);
export const IpFamily = names('IpFamily', ['IPV4', 'IPV6']);
export const EndpointKind = names('EndpointKind', ['POD', 'WORKLOAD', 'NAMESPACE', 'SERVICE', 'ADDRESS_RANGE', 'INTERNET', 'NODE', 'SELECTOR', 'HYPOTHETICAL', 'NAME', 'IDENTITY', 'GATEWAY', 'HIDDEN']);
export const IsolationState = names('IsolationState', ['NOT_ISOLATED', 'ISOLATED', 'MIXED', 'NOT_ENFORCEABLE']);
export const LabelOperator = names('LabelOperator', ['IN', 'NOT_IN', 'EXISTS', 'DOES_NOT_EXIST']);
export const SnapshotState = names('SnapshotState', ['RECEIVING', 'QUEUED', 'ANALYSING', 'READY', 'FAILED', 'EXPIRED']);
export const SourceKind = names('SourceKind', ['COLLECTOR', 'CLI', 'API', 'GIT']);
export const KindState = names('KindState', ['COLLECTED', 'NOT_INSTALLED', 'FORBIDDEN', 'NOT_REQUESTED', 'UNSUPPORTED', 'TRUNCATED']);
export const DiagnosticSeverity = names('DiagnosticSeverity', ['INFO', 'WARNING', 'ERROR']);
export const ObjectState = names('ObjectState', ['ACCEPTED', 'PRUNED', 'REFUSED', 'UNREADABLE']);
export const Basis = names('Basis', ['EFFECTIVE', 'SPECIFIED', 'ENFORCED'], 'What policies say under the upstream API text, what the recognised enforcer does with them, or the second where known and else the first.');
export const DifferenceCode = names('DifferenceCode', ['NO_ENFORCER', 'ENFORCER_DISABLED', 'NODE_NOT_ENFORCING', 'FIELD_NOT_HONOURED', 'POLICY_REJECTED', 'IP_BLOCK_EXCLUDES_PODS', 'HOST_EXCEPTION', 'STRICT_DEFAULT_DENY', 'UNMANAGED_POD', 'FROZEN', 'SECOND_ENFORCER', 'KIND_NOT_ENFORCED']);
export const ExplainDetail = names('ExplainDetail', ['DECIDING', 'ALL']);
export const RuleStatus = names('RuleStatus', ['EFFECTIVE', 'MATCHES_NOTHING', 'SHADOWED', 'REDUNDANT', 'UNSUPPORTED'], 'What would be another without the rule: something; it matches nothing; what it matches is decided before; the same comes out without it; the enforcer does not honour it.');
export const Tier = names('Tier', ['ADMIN', 'NETWORK_POLICY', 'BASELINE', 'ENFORCER', 'DEFAULT'], 'ENFORCER: a tier of the enforcer\'s own, e.g. a Calico tier; `tierName` says which.');
export const StepOutcome = names('StepOutcome', ['ADMITS', 'DOES_NOT_ADMIT', 'DENIES', 'PASSES', 'NOT_APPLICABLE', 'UNDECIDABLE']);
export const ExposureKind = names('ExposureKind', ['DIRECT_CIDR', 'LOAD_BALANCER', 'NODE_PORT', 'INGRESS', 'GATEWAY', 'ROUTE', 'EXTERNAL_IP', 'HOST_NETWORK']);
export const Severity = names('Severity', ['INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);
export const ChangeKind = names('ChangeKind', ['OPENED', 'CLOSED', 'CHANGED', 'BECAME_UNKNOWN', 'RESOLVED_UNKNOWN']);
export const ChangeCause = names('ChangeCause', ['POLICY', 'LABELS', 'ENDPOINT_ADDED', 'ENDPOINT_REMOVED', 'NAMESPACE', 'SERVICE', 'NETWORK', 'ENFORCEMENT', 'COVERAGE']);
export const ResourceOp = names('ResourceOp', ['ADDED', 'REMOVED', 'MODIFIED']);
export const EnforcementVerdict = names('EnforcementVerdict', ['YES', 'PARTIAL', 'NO', 'UNKNOWN'], 'Whether policies hold: everywhere, on some nodes, nowhere, or not known.');
export const EnforcerState = names('EnforcerState', ['ON', 'OFF', 'UNPROVEN', 'BLIND'], 'UNPROVEN: it may be switched off. BLIND: it runs and sees none of the pods.');
export const EvidenceConfidence = names('EvidenceConfidence', ['HIGH', 'MEDIUM', 'LOW']);
export const NodeEnforcement = names('NodeEnforcement', ['ENFORCING', 'AGENT_NOT_READY', 'NOT_SCHEDULED', 'NOT_SUPPORTED', 'DISABLED_BY_CONFIG', 'NO_ENGINE', 'UNKNOWN']);
