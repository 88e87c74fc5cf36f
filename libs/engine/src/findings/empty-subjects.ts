import type { Finding } from '../model/diagnostic.ts';
import type { Origin } from '../model/firewalls.ts';
import { identityKey } from '../model/location.ts';
import { labelHint } from './label-hint.ts';
import { unknownNamespaceLabel } from './namespace-label.ts';
import { findingOf, subjectPointer } from './report.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { asksForLabels, selectorWords } from './selector-words.ts';
import { listWords, policyText } from './words.ts';

/** Policies that select no pod, or only pods of their node's network, which no policy governs (NP-5, PD-6). */
export function* emptySubjects(scene: Scene): Iterable<Finding> {
  // A folder of policies alone says nothing of what they select.
  if (scene.inhabitants.size === 0) return;
  const seen = new Set<string>();
  for (const placed of scene.rules) {
    const { origin, certainty } = placed.rule;
    if (origin === null || certainty !== 'certain' || seen.has(identityKey(origin))) continue;
    seen.add(identityKey(origin));
    if (placed.perhaps.length > 0) continue;
    const finding = emptySubject(scene, placed, origin);
    if (finding !== null) yield finding;
  }
}

function emptySubject(scene: Scene, { rule: { own } }: PlacedRule, origin: Origin): Finding | null {
  const pointer = subjectPointer(scene, origin);
  const hosts = scene.shadows.matching('host-network', own);
  if (hosts.length > 0) {
    return findingOf(scene, {
      code: 'POLICY_SELECTS_HOST_NETWORK', severity: 'medium', culprit: origin, pointer,
      message: `${policyText(origin)} has no effect: all that it selects (${listWords(hosts)}) uses the network of its node, where policies do not apply. Give these pods a network of their own, or restrict them by other means.`,
    });
  }
  if (scene.shadows.matching('finished', own).length > 0) return null;
  const label = unknownNamespaceLabel(scene, own);
  if (label !== null) {
    return findingOf(scene, { code: 'NAMESPACE_LABEL_UNKNOWN', severity: label.severity, culprit: origin, pointer, message: `${policyText(origin)} selects nothing: ${label.text}. Mend the selector, or label the namespace.` });
  }
  const { isPlaceInhabited, meant } = labelHint(scene, own);
  return findingOf(scene, {
    code: 'POLICY_SELECTS_NOTHING', severity: meant !== null ? 'medium' : isPlaceInhabited && asksForLabels(own) ? (scene.isLive ? 'medium' : 'low') : 'info', culprit: origin, pointer,
    message: `${policyText(origin)} has no effect: there are no ${selectorWords(own)}.${meant === null ? '' : ` ${meant} was probably meant.`} Mend the selector, or delete the policy.`,
  });
}
