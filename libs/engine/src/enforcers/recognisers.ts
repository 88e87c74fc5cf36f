import { antreaRecogniser } from './antrea/recognise.ts';
import { awsRecogniser } from './aws-network-policy-agent/recognise.ts';
import { azureRecogniser } from './azure-npm/recognise.ts';
import { calicoRecogniser } from './calico/recognise.ts';
import { canalRecogniser } from './canal/recognise.ts';
import { ciliumRecogniser } from './cilium/recognise.ts';
import { flannelRecogniser } from './flannel/recognise.ts';
import { gkeRecogniser } from './gke/recognise.ts';
import { kindnetRecogniser, kubeNetworkPoliciesRecogniser } from './kube-network-policies/recognise.ts';
import { kubeOvnRecogniser } from './kube-ovn/recognise.ts';
import { k3sRecogniser } from './kube-router/recognise-k3s.ts';
import { kubeRouterRecogniser } from './kube-router/recognise.ts';
import { multusRecogniser } from './multus/recognise.ts';
import { noneRecogniser } from './none/recognise.ts';
import { ovnKubernetesRecogniser } from './ovn-kubernetes/recognise.ts';
import type { Recogniser } from './recogniser.ts';
import { weaveRecogniser } from './weave/recognise.ts';

/** Every plugin and enforcer that can be recognised. */
export const RECOGNISERS: readonly Recogniser[] = [
  antreaRecogniser, awsRecogniser, azureRecogniser, calicoRecogniser, canalRecogniser, ciliumRecogniser, flannelRecogniser, gkeRecogniser, k3sRecogniser, kindnetRecogniser,
  kubeNetworkPoliciesRecogniser, kubeOvnRecogniser, kubeRouterRecogniser, multusRecogniser, noneRecogniser, ovnKubernetesRecogniser, weaveRecogniser,
];
