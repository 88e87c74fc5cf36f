import type { Finding } from '../../../model/diagnostic.ts';
import { objectText } from '../../../model/location.ts';
import type { PolicyDocument } from '../../../policies/document.ts';
import { labelFilter, type LabelFilter } from '../label-filter.ts';
import { isCluster, isNamespaceLabel, isNamespaceName, isServiceAccount } from '../label-keys.ts';
import { requirementsOf } from '../selectors.ts';
import { placedSelectors, type PlacedSelector } from './placed-selectors.ts';
import { reported } from './report.ts';
import type { FindingScene } from './scene.ts';

/** Selectors by labels that identities do not have, and subjects in a namespace that is not the policy's. */
export function voidSelectors({ snapshot, settings }: FindingScene): readonly Finding[] {
  const isKept = labelFilter(settings.labels, settings.version);
  return snapshot.policies.flatMap((policy) => placedSelectors(policy).flatMap((placed) => [...filtered(policy, placed, isKept), ...overwritten(policy, placed)]));
}

function filtered(policy: PolicyDocument, { selector, pointer, isSubject, isPlain }: PlacedSelector, isKept: LabelFilter): readonly Finding[] {
  return requirementsOf(selector).flatMap(({ written, operator }): readonly Finding[] => {
    const isOwn = isPlain || written.source === 'k8s' || written.source === 'any';
    if (!isOwn || isNamespaceName(written) || isNamespaceLabel(written) || isCluster(written) || isServiceAccount(written) || isKept(written.key)) return [];
    const effect = operator === 'In' || operator === 'Exists' ? 'nothing' : 'everything';
    return [reported({
      code: 'CILIUM_LABEL_FILTERED', severity: isSubject ? 'high' : 'medium', policy, manifest: policy.manifest, pointer, about: written.key,
      message: `${objectText(policy)} selects by the label ${written.key}, which is no part of identities here, so that the requirement matches ${effect}.`,
    })];
  });
}

function overwritten(policy: PolicyDocument, { selector, pointer, isSubject }: PlacedSelector): readonly Finding[] {
  if (!isSubject || policy.namespace === '' || policy.api !== 'cilium') return [];
  const named = requirementsOf(selector).filter(({ written, operator, values }) => isNamespaceName(written) && operator === 'In' && !values.includes(policy.namespace));
  return named.map(({ written, isLabel, values }) => reported({
    code: 'CILIUM_NAMESPACE_OVERWRITTEN', severity: 'high', policy, manifest: policy.manifest, pointer, about: values.join(','),
    message: `${objectText(policy)} names the namespace ${values.join(', ')} for what it selects; ${isLabel && written.source === 'k8s' ? `it is for pods of ${policy.namespace} all the same` : 'a policy is for pods of its own namespace, so that it selects nothing'}.`,
  }));
}

