import type { Finding } from '../model/diagnostic.ts';
import type { Endpoint } from '../model/firewalls.ts';
import { findingOf } from './report.ts';
import type { Scene } from './scene.ts';

/** Namespaces with pods and no Namespace object, in an input that declares others: selectors by label miss them (U16). */
export function* undeclaredNamespaces(scene: Scene): Iterable<Finding> {
  if (!scene.namespaces.areDeclared) return;
  const firsts = new Map<string, Endpoint>();
  for (const endpoint of scene.firewalls.endpoints) if (endpoint.isGoverned && !firsts.has(endpoint.namespace)) firsts.set(endpoint.namespace, endpoint);
  for (const [name, { ref }] of firsts) {
    const namespace = scene.snapshot.namespaces.get(name);
    if (namespace?.isSynthesised !== true || namespace.areLabelsUnknown) continue;
    yield findingOf(scene, {
      code: 'NAMESPACE_NOT_DECLARED', severity: 'info', culprit: { group: '', kind: 'Namespace', namespace: '', name, source: null }, pointer: '',
      message: `${ref} is in namespace ${name}, which the input does not declare, so selectors of namespaces find it by its name only. Add the Namespace with its labels.`,
    });
  }
}
