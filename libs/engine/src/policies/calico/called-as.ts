import type { ResourceIdentity } from '../../model/location.ts';
import type { CalicoHead } from './manifest.ts';

const [LIVE_GROUP, STORAGE_GROUP] = ['projectcalico.org', 'crd.projectcalico.org'];

/** An object of Calico as its users call it, in whichever form it was read, and under what it is stored where that differs. */
export function calledAs(identity: ResourceIdentity, manifest: CalicoHead | null): ResourceIdentity & { readonly storedAs?: ResourceIdentity } {
  return identity.group === STORAGE_GROUP ? { ...identity, group: LIVE_GROUP, name: manifest?.name ?? identity.name, storedAs: identity } : identity;
}
