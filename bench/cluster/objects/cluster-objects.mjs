import { controllerObjects, manifestObjects } from './controllers.mjs';
import { namespaceObjects } from './namespaces.mjs';
import { nodeObjects } from './nodes.mjs';
import { podObjects } from './pods.mjs';
import { serviceObjects } from './services.mjs';
import { createStamps } from './stamps.mjs';

/** Every object of a cluster, in a fixed order; `tally` counts pods on the way. */
export function* clusterObjects(model, tally = newTally()) {
  const { options: { isLive, shape } } = model; const stamps = createStamps();
  yield* namespaceObjects(model, stamps);
  if (isLive) { yield* nodeObjects(model, stamps); yield* controllerObjects(model, stamps); }
  if (shape === 'manifests') yield* manifestObjects(model); else yield* podObjects(model, stamps, tally);
  if (shape !== 'pods') yield* serviceObjects(model, stamps);
  yield* policyObjects(model, stamps);
}

/** How many pods there are of which kind. */
export const newTally = () => ({ total: 0, hostNetwork: 0, Pending: 0, Succeeded: 0, Running: 0 });

function* policyObjects({ options: { isLive }, policies, stream }, stamps) {
  for (const policy of policies) {
    const { kind, metadata } = policy;
    yield isLive ? { ...policy, metadata: stamps.metadata(stream(`pol:${kind}/${metadata.namespace ?? ''}/${metadata.name}`), metadata) } : policy;
  }
}
