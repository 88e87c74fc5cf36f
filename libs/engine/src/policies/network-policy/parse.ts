import type { Diagnostic, Finding, ObjectState } from '../../model/diagnostic.ts';
import { identityKey, type ResourceIdentity, type SourceLocation } from '../../model/location.ts';
import { isDnsLabel, isDnsSubdomain } from '../../model/object-name.ts';
import { atPointer } from '../../model/pointer-line.ts';
import { conform, isJsonObject, type ShapeReport } from '../../model/shape.ts';
import { checkLabelsOf } from './check-labels.ts';
import { checkSpec, type RawSpec } from './check-spec.ts';
import { withCanonicalCidrs } from './legacy-cidr.ts';
import type { NetworkPolicyManifest, NetworkPolicySpec } from './manifest.ts';
import type { NetworkPolicyProblem } from './problem.ts';
import { effectOfPruning } from './pruned-field.ts';
import { NETWORK_POLICY_SHAPE } from './shape.ts';

/** A NetworkPolicy as it came: its identity, its apiVersion, its JSON and its place. */
export interface NetworkPolicyInput { readonly identity: ResourceIdentity; readonly apiVersion: string; readonly value: Readonly<Record<string, unknown>>; readonly source: SourceLocation }

/** What the API server makes of a NetworkPolicy. */
export interface ParsedNetworkPolicy {
  readonly state: ObjectState;
  /** Null where the policy was refused or cannot be read. */
  readonly manifest: NetworkPolicyManifest | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
}

const SERVED = 'networking.k8s.io/v1';
const nameOf = ({ namespace, name }: ResourceIdentity): string => `NetworkPolicy ${namespace}/${name}`;

function notServed({ identity, apiVersion, source }: NetworkPolicyInput): ParsedNetworkPolicy {
  const isGone = apiVersion === 'extensions/v1beta1';
  return {
    state: isGone ? 'refused' : 'unreadable', manifest: null, findings: [],
    diagnostics: [{
      severity: 'error', code: 'NETWORK_POLICY_VERSION_NOT_SERVED', state: isGone ? 'refused' : 'unreadable', path: '/apiVersion', resource: identity, source: atPointer(source, '/apiVersion'),
      message: isGone ? `${nameOf(identity)} is refused: extensions/v1beta1 was removed in Kubernetes 1.16; write ${SERVED}.`
        : `${nameOf(identity)} is not evaluated: of this kind Postern reads ${SERVED} only.`,
    }],
  };
}

function prunedFields(unknown: readonly string[], isRefused: boolean, { identity, source }: NetworkPolicyInput): { readonly diagnostics: readonly Diagnostic[]; readonly findings: readonly Finding[] } {
  const places = unknown.map((path) => ({ path, source: atPointer(source, path), resource: identity, code: 'FIELD_PRUNED', message: `${nameOf(identity)}: the API server drops the unknown field ${path}${effectOfPruning(path)}.` }));
  return {
    diagnostics: places.map((place): Diagnostic => ({ ...place, severity: 'warning', ...(isRefused ? {} : { state: 'pruned' as const }) })),
    findings: places.map((place): Finding => ({ ...place, severity: 'high', fingerprintText: `FIELD_PRUNED ${identityKey(identity)} ${place.path}` })),
  };
}

function checkNames(identity: ResourceIdentity, refuse: (pointer: string, code: NetworkPolicyProblem, message: string) => void): void {
  if (!isDnsSubdomain(identity.name)) refuse('/metadata/name', 'NETWORK_POLICY_NAME_INVALID', 'the name must be a DNS subdomain: lower-case letters, digits, "-" and ".", at most 253');
  if (!isDnsLabel(identity.namespace)) refuse('/metadata/namespace', 'NETWORK_POLICY_NAMESPACE_INVALID', 'the namespace must be a DNS label: lower-case letters, digits and inner dashes, at most 63');
}

/**
 * Reads a NetworkPolicy as the API server does: it drops unknown fields, then refuses what breaks a rule, naming every
 * violation.
 *
 * @see docs/semantics/kubernetes.md#V1 to V18
 */
export function parseNetworkPolicy(input: NetworkPolicyInput): ParsedNetworkPolicy {
  const { identity, source } = input;
  if (input.apiVersion !== SERVED) return notServed(input);
  const report: ShapeReport = { problems: [], unknown: [] };
  const diagnostics: Diagnostic[] = [];
  const legacy = new Map<string, string>();
  const refuse = (path: string, code: NetworkPolicyProblem, message: string): void => {
    diagnostics.push({ severity: 'error', code, state: 'refused', path, resource: identity, source: atPointer(source, path), message: `${nameOf(identity)} is refused, as the API server would: at ${path || 'the object'}, ${message}.` });
  };
  const json = conform(input.value, NETWORK_POLICY_SHAPE, '', report);
  const spec = (isJsonObject(json) ? json['spec'] ?? {} : {}) as RawSpec;
  checkNames(identity, refuse);
  checkLabelsOf(input.value['metadata'], refuse);
  for (const { pointer, expected, found } of report.problems) refuse(pointer, 'NETWORK_POLICY_MALFORMED', `${expected} is expected, found ${found}`);
  if (report.problems.length === 0) {
    checkSpec(spec, refuse, (path, canonical, reason) => {
      legacy.set(path, canonical);
      diagnostics.push({ severity: 'warning', code: 'NETWORK_POLICY_CIDR_LEGACY', path, resource: identity, source: atPointer(source, path), message: `${nameOf(identity)}: the prefix at ${path} is read as ${canonical}; a strict API server refuses it, since ${reason}.` });
    });
  }
  const isRefused = diagnostics.some(({ severity }) => severity === 'error');
  const pruned = prunedFields(report.unknown, isRefused, input);
  if (isRefused) return { state: 'refused', manifest: null, diagnostics: [...diagnostics, ...pruned.diagnostics], findings: pruned.findings };
  const manifest = { namespace: identity.namespace, name: identity.name, spec: withCanonicalCidrs(spec, legacy) as NetworkPolicySpec };
  return { state: report.unknown.length > 0 ? 'pruned' : 'accepted', manifest, diagnostics: [...diagnostics, ...pruned.diagnostics], findings: pruned.findings };
}
