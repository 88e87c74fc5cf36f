import { adminPolicies } from './admin-policies.mjs';
import { calicoClusterPolicies } from './calico-cluster-policies.mjs';
import { calicoPolicies } from './calico-policies.mjs';
import { ciliumClusterPolicies } from './cilium-cluster-policies.mjs';
import { ciliumPolicies } from './cilium-policies.mjs';
import { networkPolicies } from './network-policies.mjs';

const CLUSTER = {
  knp: [], admin: [adminPolicies], cilium: [ciliumClusterPolicies], calico: [calicoClusterPolicies],
  mix: [adminPolicies, ciliumClusterPolicies, calicoClusterPolicies],
};

/** Some namespaces keep to plain NetworkPolicies whatever the plugin, as people do. */
const NAMESPACED = {
  knp: () => [networkPolicies],
  admin: () => [networkPolicies],
  cilium: (flavour) => [flavour < 0.2 ? networkPolicies : ciliumPolicies],
  calico: (flavour) => [flavour < 0.2 ? networkPolicies : calicoPolicies],
  mix: (flavour) => [networkPolicies, ...(flavour < 0.25 ? [ciliumPolicies] : flavour > 0.8 ? [calicoPolicies] : [])],
};

/** The policies of a set, cluster-wide ones first. */
export function choosePolicies(model) {
  const { policies } = model.options;
  return [
    ...CLUSTER[policies].flatMap((make) => make(model)),
    ...model.teamNamespaces.flatMap((namespace) => NAMESPACED[policies](namespace.flavour).flatMap((make) => make(model, namespace))),
  ];
}
