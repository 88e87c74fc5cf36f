import type { Caveat } from '../../model/firewalls.ts';
import type { BackendPolicy } from './backend.ts';
import { byOrder, tieText } from './order.ts';
import { policyOrigin } from './policy-origin.ts';
import { calicoRelease, type CalicoRelease } from './release.ts';

/** The last release that broke ties otherwise. */
const BEFORE = calicoRelease('3.31');

const decides = ({ rules }: BackendPolicy): boolean => [...(rules.ingress ?? []), ...(rules.egress ?? [])].some(({ action }) => action !== 'allow');

/** Said where nothing tells the release and it would matter: policies of one order that not only allow stand otherwise in older ones. */
export function assumedRelease(policies: readonly BackendPolicy[], release: CalicoRelease): readonly Caveat[] {
  const before = policies.map((policy) => ({ policy, order: policy.order, tie: tieText(policy.tied, BEFORE) })).sort(byOrder);
  const places = new Map(before.map(({ policy }, index) => [policy, index]));
  const groups = new Map<string, BackendPolicy[]>();
  for (const policy of policies) {
    const key = `${policy.tier}/${String(policy.order)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [policy]); else group.push(policy);
  }
  const moved = [...groups.values()].filter((group) => group.some(decides) && group.some((policy, index) => index > 0 && (places.get(policy) ?? 0) < (places.get(group[index - 1] ?? policy) ?? 0)));
  if (moved.length === 0) return [];
  return [{
    code: 'SETTINGS_ASSUMED', resources: moved.flat().map(({ document }) => { const { group, kind, namespace, name } = policyOrigin(document, '', null); return { group, kind, namespace, name }; }),
    message: `Nothing says which release runs; ${release.text} is assumed. Before 3.32 these policies of equal order stand in another one.`,
  }];
}
