import { choosePolicies } from '../policies/choose-policies.mjs';
import { Stream } from '../random.mjs';
import { changePolicies } from '../policies/change-policies.mjs';
import { externalRanges } from './external-ranges.mjs';
import { namespacesOf } from './namespaces.mjs';
import { workloadsOf } from './workloads.mjs';

/** Everything about a cluster but its objects. `changes` says what its next version differs in. */
export function clusterModel(options) {
  const namespaces = namespacesOf(options);
  const workloads = workloadsOf(options, namespaces);
  const base = {
    options, ranges: externalRanges(options), namespaces, workloads,
    teamNamespaces: namespaces.filter(({ isInfrastructure }) => !isInfrastructure),
    teamWorkloads: workloads.filter(({ isInfrastructure }) => !isInfrastructure),
    stream: (purpose) => new Stream(options.seed, purpose),
  };
  const policies = choosePolicies(base);
  return { ...base, policies, changes: { podsReplaced: 0, policies: options.next === null ? [] : changePolicies(base, policies) } };
}
