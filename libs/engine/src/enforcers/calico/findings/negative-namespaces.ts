import type { Finding } from '../../../model/diagnostic.ts';
import { matchesLabels } from '../../../model/label-expression.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import { selectorIn } from '../selector-text.ts';
import { expressionOf, NAMESPACED } from '../selectors.ts';
import { entitiesIn, rulesIn, type FindingScene, type OwnPolicy } from './scene.ts';

/** Selectors of namespaces that what has no namespace satisfies as well, where there is something of the kind. */
export function negativeNamespaces(scene: FindingScene): readonly Finding[] {
  const { own, hosts, snapshot, world } = scene;
  const sets = snapshot.policies.filter(({ kind, api }) => api === 'calico-network-set' && kind === 'GlobalNetworkSet');
  const isOpen = (text: string | null | undefined): boolean => Boolean(text) && matchesLabels(expressionOf(selectorIn(text ?? ''), world.derived, 'pcns.', { all: NAMESPACED, global: { op: 'none' } }), {});
  const finding = (policy: OwnPolicy, pointer: string, reached: string): Finding => reported({
    code: 'CALICO_NEGATIVE_NAMESPACES', severity: 'low', policy, manifest: policy.manifest, pointer,
    message: `${objectText(policy)}: what has no namespace satisfies the selector at ${pointer} too, so that it reaches ${reached}.`,
  });
  return [
    ...own.flatMap((policy) => { const { isGlobal, spec, leftOut } = policy.manifest; return isGlobal && hosts.length > 0 && !leftOut.includes('/spec/namespaceSelector') && isOpen(spec.namespaceSelector) ? [finding(policy, '/spec/namespaceSelector', 'host endpoints')] : []; }),
    ...hosts.length + sets.length === 0 ? [] : rulesIn(scene).flatMap((placed) => entitiesIn(placed).flatMap(({ entity, pointer }) => (isOpen(entity.namespaceSelector) ? [finding(placed.policy, `${pointer}/namespaceSelector`, 'host endpoints and global network sets')] : []))),
  ];
}
