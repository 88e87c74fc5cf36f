export { invariant, InvariantError } from './model/invariant.ts';
export type { CollectedKind, Coverage, KindCoverage } from './model/coverage.ts';
export type { Diagnostic, DiagnosticSeverity } from './model/diagnostic.ts';
export type { ResourceIdentity, SourceLocation } from './model/location.ts';

// enforcers/reference
export { lowerReference } from './enforcers/reference/lower.ts';

// model
export { QuestionError } from './model/failure.ts';
export type { FailureCode } from './model/failure.ts';
export { connectionParts, connectionText } from './model/connection-text.ts';
export type { ConnectionPart } from './model/connection-text.ts';
export { containsSet, equalSets, intersect, isEmptySet, subtract, union } from './model/connection-set.ts';
export type { ConnectionSet, IpFamily, Protocol } from './model/connection-set.ts';
export { addressText, cidrsOf, parseAddress, parseCidr, rangeText, rangesOf } from './model/address.ts';
export type { Address, AddressRange, AddressSet } from './model/address.ts';
export { matchesLabels } from './model/label-expression.ts';
export type { LabelExpression, Labels } from './model/label-expression.ts';
export type { Caveat, Direction, Endpoint, Endpoints, Firewalls, Origin, Rule, Tier, TierKind } from './model/firewalls.ts';
export type { ExplanationCode } from './model/explanation-code.ts';
export type { Grouping, PairEnd, Selection, TrafficQuestion } from './model/question.ts';
export type { Blocker, Leg, Step, StepOutcome, Trace } from './model/trace.ts';
export type { Basis, Confidence, PairCounts, Reachability, Verdict } from './model/verdict.ts';
export type { Finding } from './model/diagnostic.ts';
export type { LocatedObject } from './resources/object.ts';
export type { Namespace, Node, Pod, Service, Workload } from './resources/kinds.ts';
export type { Snapshot } from './resources/snapshot.ts';
export type { PolicyDocument } from './policies/document.ts';
export type { AdminNetworkPolicyManifest } from './policies/admin-network-policy/manifest.ts';
export type { ClusterNetworkPolicyManifest } from './policies/cluster-network-policy/manifest.ts';
export type { NetworkPolicyManifest } from './policies/network-policy/manifest.ts';
export type { ReadResult, SourceText } from './read/result.ts';
export type { ConnectionAnswer, Peer, PeerAnswer } from './query/answers.ts';
export type { ChangeCause, ChangeKind, ChangeSide, Diff, DiffChange, DiffChanges, EnforcementDifference, ResourceChange } from './diff/changes.ts';

// references
export { resolveEndpoint } from './references/resolve-endpoint.ts';
export { parseTraffic, type TrafficOptions } from './references/traffic.ts';
export { parseViewReference, viewReferenceText, type SnapshotPoint, type ViewReference } from './references/view-reference.ts';

// render
export { canDocument, whyDocument, type CanDocument, type WhyDocument } from './render/documents/point-document.ts';
export { connectionRecord, connectionsPieces, type ConnectionRecord, type ConnectionsDocument } from './render/documents/connections-document.ts';
export { changeRecord, diffPieces, resourceChangeRecord, type DiffDocument } from './render/documents/diff-document.ts';
export { diagnosticRecord, lintDocument, type LintDocument } from './render/documents/lint-document.ts';
export { peerRecord, peersDocument, type PeerRecord, type PeersAnswer, type PeersDocument } from './render/documents/peers-document.ts';
export { originLine } from './render/documents/step-record.ts';
export { pointRecord, probeFailure, probeRecord, type PointRecord, type ProbeRecord } from './render/documents/probe-record.ts';
export { jsonPieces, type PieceValue } from './render/json-pieces.ts';
export { connectionsSections, connectionsTable } from './render/text/connections-table.ts';
export { connectionsCsv, diffCsv, exposureCsv, peersCsv } from './render/csv/answers-csv.ts';
export { connectionsDot } from './render/graph/connections-dot.ts';
export { sectionsMarkdown } from './render/markdown/sections-markdown.ts';
export { answerText } from './render/text/set-cell.ts';
export type { Section } from './render/text/section.ts';
export { diffSections, diffTable } from './render/text/diff-table.ts';
export { lintTable } from './render/text/lint-table.ts';
export { peersSections, peersTable } from './render/text/peers-table.ts';
export { canText } from './render/text/point-text.ts';
export { printable } from './render/text/printable.ts';
export { whyText } from './render/text/why-text.ts';
export type { PointAnswer, Witness } from './model/point-answer.ts';
export type { DifferenceCode, VerdictByBasis } from './model/verdict.ts';

// explain
export { explainBounds } from './explain/bounds.ts';
export { explainPair } from './explain/explain-pair.ts';
export { parseProbeFields, readProbe, type ProbeQuestion } from './references/probe-question.ts';
export { identityKey } from './model/location.ts';

// read
export { canonicalJson } from './model/canonical-json.ts';
export { locate } from './read/locate.ts';
export { createReadSession, readTexts, textFindings, type ReadSession } from './read/session.ts';
export { buildSnapshot } from './read/snapshot/build-snapshot.ts';

// the whole answer to a point question
export { answerPoint, ENFORCEMENT_UNKNOWN, type PointQuestion } from './answer-point.ts';

// compile
export { compile, compilePrepared, prepare, type Prepared } from './compile/compile.ts';
export { newCounters, type Counters } from './compile/counters.ts';
export type { View } from './compile/view.ts';

// increment
export type { EndpointChange } from './increment/change-endpoints.ts';
export type { RuleChange } from './increment/change-rules.ts';
export { openLive, type LiveView } from './increment/live.ts';

// query
export { canReach, type ReachQuestion } from './query/can-reach.ts';
export { connectionsOf, omittedFromList } from './query/connections-of.ts';
export { matrixOf, type Matrix, type MatrixAxis, type MatrixCell, type MatrixQuestion, type MatrixSide } from './query/matrix.ts';
export { pairBounds } from './query/pair-bounds.ts';
export { roleMatrix, type RoleMatrix, type Roles } from './query/roles/role-matrix.ts';
export { reachableFrom, whoCanReach, type SetQuestion } from './query/set-questions.ts';
export { totalsOf } from './query/totals.ts';

// diff
export { diffViews, type DiffOptions } from './diff/diff-views.ts';
export { diffUnder } from './diff-under.ts';
export { enforcementDifferences, type Differing } from './enforcement-differences.ts';
export { differenceRecord, differencesDocument, type DifferencesAnswer, type DifferencesDocument } from './render/documents/differences-document.ts';
export { differencesTable } from './render/text/differences-table.ts';
export type { DiffCoverage } from './diff/comparability.ts';
export { meaningOf } from './diff/meaning/object-meaning.ts';
export { resourceChanges } from './diff/resource-changes.ts';

// the stages in order
export { analyse, type Analysis, type Reading } from './pipeline.ts';
export { askUnder, standsOn, type AskedPoint, type Bases } from './ask-under.ts';
export { ENFORCER_NAMES, profileAs as enforcerProfile, type NamedEnforcer } from './enforcers/registry.ts';

// impact
export { policyImpacts, type ImpactOptions, type PolicyImpact, type RuleImpact, type RuleStatus } from './impact/policy-impact.ts';

// findings
export { findMistakes, type FindingLimits } from './findings/find-mistakes.ts';
export { impactFindings } from './findings/impact-findings.ts';
export { FINDING_CODES, type FindingCode } from './findings/finding-code.ts';

// Services, and pods that do not exist yet
export type { Directory, ServiceBackend, ServiceFacts } from './model/directory.ts';
export { serviceCaveats, serviceHop, type HopPort, type ServiceHop } from './model/service-hop.ts';
export { serviceRecord, type ServiceRecord } from './render/documents/service-record.ts';

// exposure
export { exposureOf, type ExposureQuestion } from './exposure/exposure-of.ts';
export type { BlockedPath, DeadEnd, ExposureAnswer, ExposureFront, ExposureItem, ExposureKind, ExposurePath, ExposureSource } from './exposure/answers.ts';
export { exposureDocument, exposureRecord, type ExposureDocument, type ExposureRecord, type PathRecord } from './render/documents/exposure-document.ts';
export { exposureSections, exposureTable } from './render/text/exposure-table.ts';

// who enforces
export { enforcementDocument, type EnforcementDocument } from './render/documents/enforcement-document.ts';
export { enforcementTable } from './render/text/enforcement-table.ts';
export { assess } from './enforcers/assess.ts';
export { checkedPin } from './enforcers/pinned.ts';
export type { EnforcementAssessment, EnforcementPin, EnforcementVerdict, EnforcementWarning, Evidence, NodeEnforcement } from './model/enforcement.ts';

// compiled views as bytes
export { BINARY_VIEW_VERSION, BinaryViewError } from './binary/format.ts';
export { loadView } from './binary/load-view.ts';
export { packView } from './binary/pack-view.ts';
