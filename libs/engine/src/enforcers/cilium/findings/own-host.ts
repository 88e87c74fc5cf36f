import type { Finding } from '../../../model/diagnostic.ts';
import { OWN_HOST_SHUT_OUT } from '../notes.ts';
import { isInFrontOf, type FindingScene } from './scene.ts';

/** Pods that are closed to the probes of their kubelet, because no ingress rule selects them in mode `always`. */
export function ownHostShutOut(scene: FindingScene): readonly Finding[] {
  const rules = scene.firewalls.tiers.ingress.flatMap((tier) => tier.rules);
  const closing = rules.filter(({ note }) => note === OWN_HOST_SHUT_OUT); const opening = rules.filter(({ code }) => code === 'OWN_NODE_ALLOWED');
  const shut = scene.likes.filter((like) => closing.some((rule) => isInFrontOf(rule, like, scene)) && !opening.some((rule) => isInFrontOf(rule, like, scene)));
  const [first] = shut;
  if (first === undefined) return [];
  const count = shut.reduce((sum, { size }) => sum + size, 0);
  return [{
    code: 'CILIUM_OWN_HOST_SHUT_OUT', severity: 'high', fingerprintText: 'CILIUM_OWN_HOST_SHUT_OUT',
    message: `enable-policy=always, and no ingress rule selects ${String(count)} ${count === 1 ? 'pod' : 'pods'}, such as ${first.example.ref}: they are closed to their own host too, so that probes of the kubelet fail.`,
  }];
}
