import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Pod } from '../../resources/kinds.ts';

/** One warning for each address that two pods have which run on the pod network (PD-9 leaves finished ones out). */
export function sharedAddresses(pods: readonly Pod[]): readonly Diagnostic[] {
  const holders = new Map<string, Pod>();
  const diagnostics: Diagnostic[] = [];
  for (const pod of pods) {
    if (pod.hostNetwork || pod.phase === 'Succeeded' || pod.phase === 'Failed') continue;
    for (const address of pod.podIPs) {
      const other = holders.get(address);
      if (other === undefined) { holders.set(address, pod); continue; }
      diagnostics.push({
        severity: 'warning', code: 'ADDRESS_SHARED', resource: { group: '', kind: 'Pod', namespace: pod.namespace, name: pod.name }, source: pod.source,
        message: `Pods ${other.namespace}/${other.name} and ${pod.namespace}/${pod.name} both have the address ${address}.`,
      });
    }
  }
  return diagnostics;
}
