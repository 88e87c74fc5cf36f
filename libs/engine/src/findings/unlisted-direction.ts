import { isolatedDirections } from '../enforcers/reference/network-policy.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Direction } from '../model/firewalls.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { NetworkPolicySpec } from '../policies/network-policy/manifest.ts';
import { contentAt, findingOf } from './report.ts';
import type { Scene } from './scene.ts';
import { policyText } from './words.ts';

/** Rules of a direction that `policyTypes` leaves out: they admit nothing, and what they were to restrict stays open (NP-17 to NP-19). */
export function* unlistedDirection(scene: Scene): Iterable<Finding> {
  for (const policy of scene.snapshot.policies) {
    const spec = policy.kind === 'NetworkPolicy' ? contentAt(scene, policy, '/spec') as NetworkPolicySpec | undefined : undefined;
    if (spec === undefined) continue;
    const isolated = isolatedDirections(spec);
    for (const direction of ['ingress', 'egress'] as const) {
      const rules = spec[direction];
      if (!isolated.includes(direction) && rules !== undefined && rules !== null) yield unlisted(scene, policy, spec, direction);
    }
  }
}

function unlisted(scene: Scene, policy: PolicyDocument, spec: NetworkPolicySpec, direction: Direction): Finding {
  const isEmpty = (spec[direction]?.length ?? 0) === 0;
  const isDefaulted = (spec.policyTypes?.length ?? 0) === 0;
  const type = direction === 'ingress' ? 'Ingress' : 'Egress';
  return findingOf(scene, {
    code: 'DIRECTION_NOT_LISTED', severity: isEmpty ? (isDefaulted ? 'medium' : 'low') : 'high', culprit: policy, pointer: `/spec/${direction}`,
    message: isEmpty
      ? `The empty ${direction} list of ${policyText(policy)} denies nothing, since policyTypes does not list ${type}: add ${type} to deny all ${direction}, or remove the list.`
      : `The ${direction} rules of ${policyText(policy)} have no effect and its pods' ${direction} is not restricted by it, since policyTypes does not list ${type}: add ${type}, or remove the rules.`,
  });
}
