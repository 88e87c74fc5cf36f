import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Pod } from '../../resources/kinds.ts';

/** One warning for each address that several pods have which run on the pod network (PD-9 leaves finished ones out). */
export function sharedAddresses(pods: readonly Pod[]): readonly Diagnostic[] {
  const holders = new Map<string, Pod[]>();
  for (const pod of pods) {
    if (pod.hostNetwork || pod.phase === 'Succeeded' || pod.phase === 'Failed') continue;
    for (const address of pod.podIPs) {
      const known = holders.get(address);
      if (known === undefined) holders.set(address, [pod]); else known.push(pod);
    }
  }
  const diagnostics: Diagnostic[] = [];
  for (const [address, [first, second, ...more]] of holders) {
    if (first === undefined || second === undefined) continue;
    const others = more.length === 0 ? '' : ` and ${String(more.length)} more`;
    diagnostics.push({
      severity: 'warning', code: 'ADDRESS_SHARED', resource: { group: '', kind: 'Pod', namespace: second.namespace, name: second.name }, source: second.source,
      message: `The pods ${first.namespace}/${first.name}, ${second.namespace}/${second.name}${others} have one address, ${address}.`,
    });
  }
  return diagnostics;
}
