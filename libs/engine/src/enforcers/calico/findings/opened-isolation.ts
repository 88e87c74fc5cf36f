import type { Finding } from '../../../model/diagnostic.ts';
import type { BackendPolicy } from '../backend.ts';
import type { Direction } from '../../../model/firewalls.ts';
import type { Labels } from '../../../model/label-expression.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import { DEFAULT_TIER } from '../tiers.ts';
import { satisfies, type FindingScene } from './scene.ts';

/** The first NetworkPolicy that isolates such a pod, by its place; undefined where none does. */
function firstOf(labels: Labels, direction: Direction, scene: FindingScene, among: readonly BackendPolicy[]): number | undefined {
  const at = among.findIndex(({ document, rules, subject }) => document.api === 'network-policy' && rules[direction] !== undefined && satisfies(labels, subject, scene));
  return at < 0 ? undefined : at;
}

/** Policies that let in, behind a NetworkPolicy of Kubernetes, what that was to keep out. */
export function openedIsolation(scene: FindingScene): readonly Finding[] {
  const among = scene.policies.filter(({ tier }) => tier === DEFAULT_TIER);
  if (!among.some(({ document }) => document.api === 'network-policy')) return [];
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const places = scene.pods.flatMap((labels) => { const at = firstOf(labels, direction, scene, among); return at === undefined ? [] : [{ labels, at }]; });
    return among.flatMap(({ document, subject, rules }, index) => {
      if (document.api !== 'calico' || document.manifest === null || rules[direction]?.some(({ action }) => action === 'allow') !== true) return [];
      const met = places.find(({ labels, at }) => at < index && satisfies(labels, subject, scene));
      const isolating = met === undefined ? undefined : among[met.at]?.document;
      return isolating === undefined ? [] : [reported({
        code: 'CALICO_OPENS_ISOLATION', severity: 'medium', policy: document, manifest: document.manifest, pointer: `/spec/${direction}`, about: direction,
        message: `${objectText(document)} comes behind ${objectText(isolating)} in the tier ${DEFAULT_TIER}: what it allows is allowed although that one isolates pods of both.`,
      })];
    });
  });
}
