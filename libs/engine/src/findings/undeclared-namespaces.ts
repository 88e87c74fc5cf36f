import type { Finding } from '../model/diagnostic.ts';
import { findingOf } from './report.ts';
import type { Scene } from './scene.ts';

/** Namespaces with pods and no Namespace object, in an input that declares others: selectors by label miss them (U16). */
export function* undeclaredNamespaces(scene: Scene): Iterable<Finding> {
  if (!scene.namespaces.areDeclared) return;
  for (const [name, [first]] of scene.inhabitants) {
    const namespace = scene.snapshot.namespaces.get(name);
    if (first === undefined || namespace?.isSynthesised !== true || namespace.areLabelsUnknown) continue;
    yield findingOf(scene, {
      code: 'NAMESPACE_NOT_DECLARED', severity: 'info', culprit: { group: '', kind: 'Namespace', namespace: '', name, source: null }, pointer: '',
      message: `${first.ref} is in namespace ${name}, which the input does not declare, so selectors of namespaces find it by its name only. Add the Namespace with its labels.`,
    });
  }
}
