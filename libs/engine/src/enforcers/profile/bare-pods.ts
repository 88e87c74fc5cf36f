import type { Caveat, Endpoint } from '../../model/firewalls.ts';
import type { Profile } from './profile.ts';

/** Pods without an owner, where the enforcer leaves those alone. */
export function barePodsLeftAlone(endpoints: readonly Endpoint[], { barePods }: Profile): readonly Endpoint[] {
  if (barePods === 'filtered') return endpoints;
  return endpoints.map((endpoint) => (endpoint.kind === 'pod' && endpoint.isGoverned && endpoint.owner === endpoint.ref ? { ...endpoint, isGoverned: false, caveats: [...endpoint.caveats, leftAlone(endpoint)] } : endpoint));
}

const leftAlone = ({ ref, namespace, name }: Endpoint): Caveat => ({
  code: 'UNMANAGED_POD', message: `${ref} has no owner, and such pods are not filtered.`, resources: [{ group: '', kind: 'Pod', namespace, name }],
});
