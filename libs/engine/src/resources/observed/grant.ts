import type { ResourceIdentity } from '../../model/location.ts';
import { listOf } from './agent-container.ts';
import type { Sightings } from './sightings.ts';

/** Whether an agent may list NetworkPolicies; undefined where its role is not in the input. */
export interface Grant { readonly isGranted: boolean | undefined; readonly role: ResourceIdentity | null }

/** What the ClusterRoles of these names grant: of each, only rules about NetworkPolicies are kept. */
export function grantOf(sightings: Sightings, names: readonly string[]): Grant {
  const roles = sightings.objects('rbac.authorization.k8s.io/ClusterRole').filter(({ name }) => names.includes(name));
  const granting = roles.find(({ value }) => listOf(value['rules']).length > 0);
  const role = granting ?? roles[0];
  return role === undefined ? { isGranted: undefined, role: null } : { isGranted: granting !== undefined, role: { group: role.group, kind: role.kind, namespace: '', name: role.name } };
}
