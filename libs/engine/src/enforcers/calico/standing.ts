import type { Coverage } from '../../model/coverage.ts';
import type { Caveat, Rule } from '../../model/firewalls.ts';
import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import type { LabelExpression } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { unknownNetworkPolicies } from '../reference/network-policy-tier.ts';
import { unreadableDocuments } from '../reference/unreadable-documents.ts';
import { PODS } from './label-keys.ts';
import { policyOrigin } from './policy-origin.ts';
import { adminApiOf, hasBaseline, type CalicoRelease } from './release.ts';
import type { CalicoSettings } from './settings.ts';

/** Whether Felix of a release reads this kind, and enforces what it reads. */
function isEnforced(document: PolicyDocument, release: CalicoRelease, { areStagedEnforced }: CalicoSettings): boolean {
  switch (document.api) {
    case 'cilium': case 'cilium-cidr-group': return false;
    case 'calico': case 'calico-staged-kubernetes': return !document.kind.startsWith('Staged') || areStagedEnforced;
    case 'admin-network-policy': return adminApiOf(release) === document.api && (document.kind === 'AdminNetworkPolicy' || hasBaseline(release));
    case 'cluster-network-policy': return adminApiOf(release) === document.api;
    default: return true;
  }
}

const isOwn = ({ api }: PolicyDocument): boolean => api.startsWith('calico');

/** What is to be said of every answer: what was not collected or could not be read, and what is there and not enforced. */
export function caveatsUnder({ policies, coverage }: Pick<Snapshot<PolicyDocument>, 'policies' | 'coverage'>, release: CalicoRelease, settings: CalicoSettings): readonly Caveat[] {
  const inert = policies.filter((policy) => !isEnforced(policy, release, settings));
  const identities = (wanted: (policy: PolicyDocument) => boolean): Caveat['resources'] => inert.filter(wanted).map(({ group, kind, namespace, name }) => ({ group, kind, namespace, name }));
  const staged = identities(isOwn); const foreign = identities((policy) => !isOwn(policy));
  const missing = uncollected(coverage);
  return [
    ...unreadableDocuments(coverage),
    ...(missing.length > 0 ? [{ code: 'KIND_NOT_COLLECTED', resources: [], message: `The input says that these were not collected: ${missing.join(', ')}.` } as const] : []),
    ...(staged.length > 0 ? [{ code: 'KIND_NOT_ENFORCED', resources: staged, message: 'Staged policies are tried out and decide nothing.' } as const] : []),
    ...(foreign.length > 0 ? [{ code: 'KIND_NOT_ENFORCED', resources: foreign, message: `Calico ${release.text} does not read these: ${[...new Set(foreign.map(({ kind }) => kind))].sort().join(', ')}.` } as const] : []),
  ];
}

const GROUPS = ['projectcalico.org', 'crd.projectcalico.org'];
const KINDS = [[['networking.k8s.io'], 'NetworkPolicy'], [GROUPS, 'NetworkPolicy'], [GROUPS, 'GlobalNetworkPolicy'], [GROUPS, 'Tier'], [GROUPS, 'NetworkSet'], [GROUPS, 'GlobalNetworkSet'], [GROUPS, 'HostEndpoint'], [[''], 'ServiceAccount']] as const;

/** Kinds of which the input says that it did not collect all, in any of the groups that they are served under. */
function uncollected({ collection }: Coverage): readonly string[] {
  if (collection === undefined) return [];
  return KINDS.filter(([groups, kind]) => !collection.collected.some((one) => (groups as readonly string[]).includes(one.group) && one.kind === kind && one.namespaces === '*'))
    .map(([[group], kind]) => (group === '' ? kind : `${kind} (${group})`));
}

/** What policies of unknown content may do, wherever they stand; so may tiers and sets, which others rest on. */
export function unknownPolicies({ policies, coverage }: Pick<Snapshot<PolicyDocument>, 'policies' | 'coverage'>, release: CalicoRelease, settings: CalicoSettings): readonly Rule[] {
  const unreadable = policies.filter((policy) => policy.state === 'unreadable' && policy.api !== 'network-policy' && isEnforced(policy, release, settings));
  return [...unknownNetworkPolicies(policies, coverage), ...unreadable.flatMap(perhapsAnything)];
}

function perhapsAnything(policy: PolicyDocument): readonly Rule[] {
  const isOfNamespace = policy.api === 'calico' && policy.namespace !== '';
  const own: LabelExpression = isOfNamespace ? { op: 'in', key: NAMESPACE_KEY, values: [policy.namespace] } : PODS;
  const unknown = { own, peers: 'any', traffic: 'any', certainty: 'uncertain', code: 'POLICY_UNREADABLE', role: 'rule', origin: policyOrigin(policy, '', null) } as const;
  return [{ ...unknown, action: 'allow' }, { ...unknown, action: 'deny' }];
}
