import type { Caveat } from '../../model/firewalls.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { isUnmodelledPolicy } from '../../resources/unmodelled-policy.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { unreadableDocuments } from '../reference/unreadable-documents.ts';
import type { Profile } from './profile.ts';

const ALWAYS = ['networking.k8s.io/NetworkPolicy', 'extensions/NetworkPolicy'];
/** Kinds that can be lowered for whoever honours them. */
const MODELLED: ReadonlySet<string> = new Set(['policy.networking.k8s.io/AdminNetworkPolicy', 'policy.networking.k8s.io/BaselineAdminNetworkPolicy', 'policy.networking.k8s.io/ClusterNetworkPolicy']);

/** `group/Kind` of the policies that an enforcer of this profile looks at. */
export const honouredKinds = ({ kinds }: Pick<Profile, 'kinds'>): ReadonlySet<string> => new Set([...ALWAYS, ...kinds]);

/** What stands before every answer: kinds that are there without an effect, or with one that is not worked out, and what was not collected or read. */
export function kindCaveats({ coverage }: Snapshot<PolicyDocument>, profile: Profile): readonly Caveat[] {
  const honoured = honouredKinds(profile);
  const said = coverage.kinds.flatMap(({ group, kind, version, count }): readonly Caveat[] => {
    const name = `${group}/${kind}`;
    if (!isUnmodelledPolicy(group, kind) || ALWAYS.includes(name)) return [];
    const many = `${String(count)} ${kind} (${group}/${version})`;
    if (!honoured.has(name)) return [{ code: 'KIND_NOT_ENFORCED', message: `${many} ${count === 1 ? 'has' : 'have'} no effect: the enforcer does not read the kind.`, resources: [] }];
    return MODELLED.has(name) ? [] : [{ code: 'KIND_NOT_MODELLED', message: `${many} ${count === 1 ? 'is' : 'are'} not evaluated, though the enforcer reads the kind.`, resources: [] }];
  });
  const { collection } = coverage;
  const isMissing = collection !== undefined && !collection.collected.some(({ group, kind }) => group === 'networking.k8s.io' && kind === 'NetworkPolicy');
  return [
    ...unreadableDocuments(coverage), ...said,
    ...(isMissing ? [{ code: 'KIND_NOT_COLLECTED', message: 'The input says that NetworkPolicies were not collected.', resources: [] } as const] : []),
  ];
}
