import { connections, intersect, isEmptySet, union } from '../../../model/connection-set.ts';
import type { Finding } from '../../../model/diagnostic.ts';
import type { Origin } from '../../../model/firewalls.ts';
import { identityKey, objectText } from '../../../model/location.ts';
import { fixedOf } from './cancelled-filters.ts';
import { isInFrontOf, type FindingScene } from './scene.ts';
import { reported } from './report.ts';

const ICMP = union(connections('ICMP'), connections('ICMPV6'));

/** Policies with nothing but ports in a direction, whose pods no other rule lets speak ICMP. */
export function blockedIcmp(scene: FindingScene): readonly Finding[] {
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const rules = scene.rules.filter((directed) => directed.direction === direction).map(({ rule }) => rule);
    const letting = rules.filter((rule) => rule.action === 'allow' && rule.code !== 'OWN_NODE_ALLOWED' && (rule.traffic === 'any' || !isEmptySet(intersect(fixedOf(rule), ICMP))));
    const allowing = rules.flatMap(({ action, role, origin }) => (action === 'allow' && role === 'rule' && origin !== null ? [`${identityKey(origin)} ${origin.pointer}`] : []));
    const hasAllow = (origin: Origin): boolean => allowing.some((place) => place.startsWith(`${identityKey(origin)} ${origin.pointer}/`));
    return rules.filter(({ role, origin, note }) => role === 'isolation' && note === undefined && origin !== null && hasAllow(origin)).flatMap((isolation): readonly Finding[] => {
      const subjects = scene.likes.filter((like) => isInFrontOf(isolation, like, scene));
      const { origin } = isolation;
      if (origin === null || scene.budget.left <= 0 || subjects.length === 0 || subjects.some((like) => letting.some((rule) => isInFrontOf(rule, like, scene)))) return [];
      const manifest = scene.snapshot.policies.find((policy) => identityKey(policy) === identityKey(origin))?.manifest;
      return [reported({
        code: 'CILIUM_ICMP_BLOCKED', severity: 'info', policy: origin, manifest, pointer: origin.pointer, about: direction,
        message: `${objectText(origin)} leaves its pods ports only for ${direction}, so that ICMP is dropped: echo requests, and what tells a sender that its packets are too large.`,
      })];
    });
  });
}
