import { ipv4Value } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Pod } from '../../resources/kinds.ts';

const holdsAddress = ({ hostNetwork, phase }: AddressHolder): boolean => !hostNetwork && phase !== 'Succeeded' && phase !== 'Failed';

/** Sees each pod as it is read, while its addresses are at hand. */
export interface AddressWatch { readonly see: (pod: AddressHolder) => void; readonly diagnostics: (pods: readonly Pod[]) => readonly Diagnostic[] }

type AddressHolder = Pick<Pod, 'hostNetwork' | 'phase' | 'podIPs'>;

/** Mostly no address is there twice, which sorted numbers show soonest. */
export function watchAddresses(): AddressWatch {
  const values: number[] = []; const others = new Set<string>(); let isRepeated = false;
  return {
    see(pod) {
      if (!holdsAddress(pod)) return;
      for (const address of pod.podIPs) {
        const value = ipv4Value(address);
        if (value !== undefined) { values.push(value); continue; }
        isRepeated ||= others.has(address);
        others.add(address);
      }
    },
    diagnostics: (pods) => {
      const sorted = Uint32Array.from(values).sort();
      return isRepeated || sorted.some((value, index) => index > 0 && value === sorted[index - 1]) ? sharedAddresses(pods) : [];
    },
  };
}

/** One warning for each address that several pods have which run on the pod network (PD-9 leaves finished ones out). */
function sharedAddresses(pods: readonly Pod[]): readonly Diagnostic[] {
  const shared = repeatedTexts(pods);
  const holders = new Map<string, Pod[]>();
  for (const pod of pods) {
    if (!holdsAddress(pod)) continue;
    for (const address of pod.podIPs) {
      if (!shared.has(address)) continue;
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

function repeatedTexts(pods: readonly Pod[]): ReadonlySet<string> {
  const seen = new Set<string>(); const repeated = new Set<string>();
  for (const pod of pods) {
    if (!holdsAddress(pod)) continue;
    for (const address of pod.podIPs) if (seen.has(address)) repeated.add(address); else seen.add(address);
  }
  return repeated;
}
