import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Endpoint } from '../../model/firewalls.ts';
import type { Snapshot } from '../../resources/snapshot.ts';

const CODES: ReadonlySet<string> = new Set(['IDENTITY_DIFFERS', 'UNMANAGED_POD']);

/** What is recorded of pods otherwise than their labels say, as problems of the input. */
export function recordDiagnostics({ pods }: Pick<Snapshot<unknown>, 'pods'>, endpoints: readonly Endpoint[]): readonly Diagnostic[] {
  const sources = new Map(pods.map((pod) => [`pod:${pod.namespace}/${pod.name}`, pod.source]));
  return endpoints.flatMap(({ ref, caveats }) => caveats.filter(({ code }) => CODES.has(code)).map(({ code, message, resources: [resource] }): Diagnostic => {
    const source = sources.get(ref);
    return { severity: 'warning', code, message, ...(resource !== undefined && { resource }), ...(source !== undefined && { source }) };
  }));
}
