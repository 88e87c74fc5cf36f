import { identityKey, matchesLabels, resolveEndpoint } from '@postern/engine';
import type { Direction, PolicyDocument, ResourceIdentity, Rule, TierKind } from '@postern/engine';
import type { PageAsk } from '../data/peers-data.ts';
import type { PolicyData, PolicyRuleData } from '../data/policy-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';
import { ruleData } from './explain.ts';

export interface PolicyFilterAsk { readonly namespaces: readonly string[] | null; readonly tiers: readonly TierKind[] | null; readonly selecting: string | null }

interface Lowered { readonly tier: TierKind; readonly directions: Direction[]; readonly rules: { readonly direction: Direction; readonly rule: Rule }[] }

const OUTCOME = { allow: 'ADMITS', deny: 'DENIES', pass: 'PASSES' } as const;

/** A page of the policies of a view, by namespace and name. */
export function policies(loaded: LoadedView, { filter, page }: { readonly filter: PolicyFilterAsk; readonly page: PageAsk }): { readonly rows: readonly PolicyData[]; readonly total: number } {
  const selecting = filter.selecting === null ? null : selectingKeys(loaded, filter.selecting);
  const kept = loaded.snapshot.policies.filter((policy) => (filter.namespaces === null || filter.namespaces.includes(policy.namespace))
    && (filter.tiers === null || filter.tiers.includes(rankOf(loaded, policy).tier))
    && (selecting === null || selecting.has(identityKey(policy))));
  return { rows: kept.slice(page.offset, page.offset + page.limit).map((policy) => policyData(loaded, policy)), total: kept.length };
}

/** The policies with these identities, null for one that is not in the view. */
export function policiesNamed(loaded: LoadedView, identities: readonly ResourceIdentity[]): readonly (PolicyData | null)[] {
  const byKey = remember(loaded, 'policies by key', () => new Map(loaded.snapshot.policies.map((policy) => [identityKey(policy), policy])));
  return identities.map((identity) => {
    const policy = byKey.get(identityKey(identity));
    return policy === undefined ? null : policyData(loaded, policy);
  });
}

function policyData(loaded: LoadedView, policy: PolicyDocument): PolicyData {
  const { group, kind, namespace, name, source } = policy;
  const lowered = loweredRules(loaded).get(identityKey(policy));
  const object = loaded.policyObjects.find((each) => identityKey(each) === identityKey(policy.storedAs ?? policy));
  return {
    view: loaded.key, identity: { group, kind, namespace, name }, apiVersion: object?.apiVersion ?? 'networking.k8s.io/v1',
    ...rankOf(loaded, policy), directions: lowered?.directions ?? [], rules: lowered?.rules.flatMap(policyRule) ?? [],
    manifest: JSON.stringify(object?.value ?? {}, null, 2), source: { file: source.file, line: source.line },
  };
}

/** Admin policies by their manifest, since one without effect has a tier too; others by what they became. */
function rankOf(loaded: LoadedView, policy: PolicyDocument): Pick<PolicyData, 'tier' | 'priority'> {
  if (policy.api === 'admin-network-policy') return { tier: policy.kind === 'BaselineAdminNetworkPolicy' ? 'BASELINE' : 'ADMIN', priority: policy.manifest?.priority ?? null };
  if (policy.api === 'cluster-network-policy') return { tier: policy.manifest?.spec.tier === 'Baseline' ? 'BASELINE' : 'ADMIN', priority: policy.manifest?.spec.priority ?? null };
  return { tier: loweredRules(loaded).get(identityKey(policy))?.tier ?? 'NETWORK_POLICY', priority: null };
}

function policyRule({ direction, rule }: { readonly direction: Direction; readonly rule: Rule }): readonly PolicyRuleData[] {
  const ref = rule.origin === null ? null : ruleData(rule.origin);
  return ref === null ? [] : [{ ref, direction, outcome: OUTCOME[rule.action] }];
}

/** What each policy became, by identity. */
const loweredRules = (loaded: LoadedView): ReadonlyMap<string, Lowered> => remember(loaded, 'lowered rules', () => {
  const out = new Map<string, Lowered>();
  for (const direction of ['ingress', 'egress'] as const) for (const tier of loaded.firewalls.tiers[direction]) for (const rule of tier.rules) {
    if (rule.origin === null) continue;
    const key = identityKey(rule.origin);
    const lowered = out.get(key) ?? { tier: tier.kind, directions: [], rules: [] };
    out.set(key, lowered);
    if (!lowered.directions.includes(direction)) lowered.directions.push(direction);
    if (rule.role === 'rule') lowered.rules.push({ direction, rule });
  }
  return out;
});

function selectingKeys({ view, firewalls }: LoadedView, ref: string): ReadonlySet<string> {
  const ends = resolveEndpoint(view, ref).endpoints.flatMap((index) => firewalls.endpoints.at(index) ?? []).filter(({ isGoverned }) => isGoverned);
  const rules = [...firewalls.tiers.ingress, ...firewalls.tiers.egress].flatMap(({ rules: all }) => all);
  return new Set(rules.flatMap(({ origin, own }) => (origin !== null && ends.some(({ labels }) => matchesLabels(own, labels)) ? [identityKey(origin)] : [])));
}
