import { isNoAddress } from '../../../model/address.ts';
import type { AdminEgressPeer } from '../../../model/admin-tier/manifest.ts';
import type { Finding } from '../../../model/diagnostic.ts';
import { NAMESPACE_KEY, namespaceLabelKey } from '../../../model/effective-labels.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import { selectorExpression } from '../../reference/selector.ts';
import { adminApiOf } from '../release.ts';
import type { FindingScene } from './scene.ts';

/** Peers by namespace that reach addresses of network sets or host endpoints, where the API speaks of pods. */
export function adminPeers({ snapshot, world: { release, resolve } }: FindingScene): readonly Finding[] {
  if (adminApiOf(release) !== 'cluster-network-policy') return [];
  const reaches = ({ namespaces }: AdminEgressPeer): boolean => {
    if (!namespaces) return false;
    const asked = selectorExpression(namespaces, namespaceLabelKey);
    return !isNoAddress(resolve(asked.op === 'all' ? { op: 'exists', key: NAMESPACE_KEY } : asked).addresses);
  };
  return snapshot.policies.flatMap((policy) => (policy.api !== 'cluster-network-policy' || policy.manifest === null ? [] : (['ingress', 'egress'] as const).flatMap((direction) => {
    const rules = (policy.manifest?.spec[direction] ?? []) as readonly { readonly from?: readonly AdminEgressPeer[] | null; readonly to?: readonly AdminEgressPeer[] | null }[];
    return rules.flatMap(({ from, to }, index) => (from ?? to ?? []).flatMap((peer, k) => (reaches(peer) ? [reported({
      code: 'CALICO_PEER_REACHES_SETS', severity: 'low', policy, manifest: policy.manifest, pointer: `/spec/${direction}/${String(index)}/${from ? 'from' : 'to'}/${String(k)}`,
      message: `${objectText(policy)}: the peer ${String(k)} of rule ${String(index)} in ${direction} selects namespaces, and Calico takes addresses of network sets or host endpoints along, not pods alone.`,
    })] : [])));
  })));
}
