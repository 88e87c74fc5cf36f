import type { Finding } from '../../../model/diagnostic.ts';
import type { Labels } from '../../../model/label-expression.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import { selectorOf } from '../../../policies/calico/selector/parse-selector.ts';
import { matchesSelector } from '../../../policies/calico/selector/matches-selector.ts';
import type { PolicyDocument } from '../../../policies/document.ts';
import { selectorIn } from '../selector-text.ts';
import { expressionOf } from '../selectors.ts';
import { entitiesIn, rulesIn, satisfies, type FindingScene } from './scene.ts';

/** Selectors of peers that only network sets elsewhere satisfy: without a selector of namespaces none but those of the own one are reached. */
export function unreachableSets(scene: FindingScene): readonly Finding[] {
  const sets = scene.snapshot.policies.flatMap((policy) => (policy.api === 'calico-network-set' && policy.manifest !== null ? [{ policy, labels: policy.manifest.labels }] : []));
  if (sets.length === 0) return [];
  return rulesIn(scene).flatMap((placed) => entitiesIn(placed).flatMap(({ entity, pointer }) => {
    const { policy } = placed;
    if (policy.manifest.isGlobal || !entity.selector || entity.namespaceSelector) return [];
    const found = wantedSet(entity.selector, policy.namespace, sets, scene);
    return found === null ? [] : [reported({
      code: 'CALICO_SET_OUT_OF_REACH', severity: 'high', policy, manifest: policy.manifest, pointer: `${pointer}/selector`,
      message: `${objectText(policy)}: the selector at ${pointer} fits ${objectText(found)} and nothing in namespace ${policy.namespace}, to which it is limited; it needs namespaceSelector: ${found.kind === 'GlobalNetworkSet' ? 'global()' : 'one of that namespace'}.`,
    })];
  }));
}

interface LabelledSet { readonly policy: PolicyDocument; readonly labels: Labels }

/** A set elsewhere that the selector fits, where nothing in the namespace does. */
function wantedSet(text: string, namespace: string, sets: readonly LabelledSet[], scene: FindingScene): PolicyDocument | null {
  const selector = selectorOf(text);
  if (selector === undefined || matchesSelector(selector, {})) return null;
  const expression = expressionOf(selectorIn(text), scene.world.derived);
  const fitting = sets.filter(({ labels }) => matchesSelector(selector, labels));
  const isHere = fitting.some(({ policy }) => policy.kind === 'NetworkSet' && policy.namespace === namespace) || (scene.podsByNamespace.get(namespace) ?? []).some((labels) => satisfies(labels, expression, scene));
  return isHere ? null : fitting[0]?.policy ?? null;
}
