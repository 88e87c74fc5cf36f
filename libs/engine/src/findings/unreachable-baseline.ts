import type { Finding } from '../model/diagnostic.ts';
import type { Direction } from '../model/firewalls.ts';
import { identityKey } from '../model/location.ts';
import { findingOf } from './report.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { policyText } from './words.ts';

/** Baseline policies all of whose pods NetworkPolicies isolate in that direction, so that they are never asked (TI-5, TI-6). */
export function* unreachableBaseline(scene: Scene): Iterable<Finding> {
  for (const direction of ['ingress', 'egress'] as const) {
    const baseline = scene.rules.filter((placed) => placed.direction === direction && placed.tier.kind === 'BASELINE' && placed.rule.origin !== null && placed.rule.role === 'rule');
    if (baseline.length === 0) continue;
    const isolated = isolatedClasses(scene, direction);
    for (const [first] of byPolicy(baseline)) {
      const origin = first?.rule.origin;
      if (first === undefined || origin === undefined || origin === null || first.own.length === 0 || !first.perhaps.every((id) => isolated.has(id))) continue;
      yield findingOf(scene, {
        code: 'BASELINE_UNREACHABLE', severity: 'info', culprit: origin, pointer: `/spec/${direction}`,
        message: `The ${direction} rules of ${policyText(origin)} decide nothing now: NetworkPolicies isolate every pod that it selects, and the baseline is asked only where none does.`,
      });
    }
  }
}

function isolatedClasses({ rules }: Scene, direction: Direction): ReadonlySet<number> {
  const isolated = new Set<number>();
  for (const placed of rules) {
    if (placed.direction !== direction || placed.tier.kind !== 'NETWORK_POLICY' || placed.rule.role !== 'isolation' || placed.rule.certainty !== 'certain') continue;
    for (const id of placed.own) isolated.add(id);
  }
  return isolated;
}

/** The rules of one policy share what they select. */
function byPolicy(rules: readonly PlacedRule[]): Iterable<readonly PlacedRule[]> {
  const groups = new Map<string, PlacedRule[]>();
  for (const placed of rules) {
    const key = placed.rule.origin === null ? '' : identityKey(placed.rule.origin);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [placed]); else group.push(placed);
  }
  return groups.values();
}
