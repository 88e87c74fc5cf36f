import type { Finding } from '../../../model/diagnostic.ts';
import { identityKey, objectText } from '../../../model/location.ts';
import { isInFrontOf, type FindingScene } from './scene.ts';
import { reported } from './report.ts';

/** Baseline rules that open what the default deny of another policy would close. */
export function baselinesOverDefaultDeny(scene: FindingScene): readonly Finding[] {
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const tiers = scene.firewalls.tiers[direction];
    const isolations = tiers.flatMap(({ rules }) => rules.filter(({ role, origin }) => role === 'isolation' && origin !== null));
    const accepts = tiers.filter(({ kind }) => kind === 'BASELINE').flatMap(({ rules }) => rules.filter(({ action, certainty }) => action === 'allow' && certainty === 'certain'));
    const told = new Set<string>();
    return accepts.flatMap((rule): readonly Finding[] => {
      const closed = isolations.find((isolation) => scene.budget.left > 0 && scene.likes.some((like) => isInFrontOf(rule, like, scene) && isInFrontOf(isolation, like, scene)));
      const { origin } = rule; const closing = closed?.origin ?? null;
      if (closing === null || origin === null || told.has(`${identityKey(origin)} ${origin.pointer}`)) return [];
      // The rule is there twice: for the pods that something isolates, and for all.
      told.add(`${identityKey(origin)} ${origin.pointer}`);
      const manifest = scene.snapshot.policies.find((policy) => identityKey(policy) === identityKey(origin))?.manifest;
      return [reported({
        code: 'CILIUM_BASELINE_OVER_DEFAULT_DENY', severity: 'high', policy: origin, manifest, pointer: origin.pointer, about: identityKey(closing),
        message: `${objectText(origin)} allows at ${origin.pointer} what the default deny of ${objectText(closing)} would close: under Cilium a baseline goes before it, other than the API says.`,
      })];
    });
  });
}
