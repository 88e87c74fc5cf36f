import type { Finding } from '../../../model/diagnostic.ts';
import type { Direction } from '../../../model/firewalls.ts';
import { groupedBy } from '../../../model/grouped-by.ts';
import type { Labels } from '../../../model/label-expression.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import type { BackendPolicy } from '../backend.ts';
import { DEFAULT_TIER } from '../tiers.ts';
import { podsNear, satisfies, type FindingScene } from './scene.ts';

interface Placed { readonly policy: BackendPolicy; readonly at: number }

/** Pods that NetworkPolicies isolate, each with the first of them. */
function isolated(scene: FindingScene, direction: Direction, among: readonly BackendPolicy[]): ReadonlyMap<Labels, Placed> {
  const isolating = among.map((policy, at) => ({ policy, at })).filter(({ policy }) => policy.document.api === 'network-policy' && policy.rules[direction] !== undefined);
  const found = new Map<Labels, Placed>();
  for (const [namespace, placed] of groupedBy(isolating, ({ policy }) => policy.document.namespace)) {
    for (const labels of scene.podsByNamespace.get(namespace) ?? []) {
      const first = placed.find(({ policy }) => satisfies(labels, policy.subject, scene));
      if (first !== undefined) found.set(labels, first);
    }
  }
  return found;
}

/** Policies that let in, behind a NetworkPolicy of Kubernetes, what that was to keep out. */
export function openedIsolation(scene: FindingScene): readonly Finding[] {
  const among = scene.policies.filter(({ tier }) => tier === DEFAULT_TIER);
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const behind = isolated(scene, direction, among);
    return behind.size === 0 ? [] : among.flatMap((policy, at) => opens(policy, at, direction, behind, scene));
  });
}

function opens({ document, subject, rules }: BackendPolicy, at: number, direction: Direction, isolatedPods: ReadonlyMap<Labels, Placed>, scene: FindingScene): readonly Finding[] {
  if (document.api !== 'calico' || document.manifest === null || rules[direction]?.some(({ action }) => action === 'allow') !== true) return [];
  const met = podsNear(scene, document).find((labels) => { const first = isolatedPods.get(labels); return first !== undefined && first.at < at && satisfies(labels, subject, scene); });
  const first = met === undefined ? undefined : isolatedPods.get(met)?.policy.document;
  return first === undefined ? [] : [reported({
    code: 'CALICO_OPENS_ISOLATION', severity: 'medium', policy: document, manifest: document.manifest, pointer: `/spec/${direction}`, about: direction,
    message: `${objectText(document)} comes behind ${objectText(first)} in the tier ${DEFAULT_TIER}: what it allows is allowed although that one isolates pods of both.`,
  })];
}
