/** What controls a workload's pods: a Deployment has one ReplicaSet, two while it rolls out. */
export function ownersOf({ namespace, name, kind, labels, isRolling }, stream) {
  const r = stream(`owner:${namespace.name}/${name}`);
  if (kind !== 'Deployment') return [{ kind, name, uid: r.uid(), labels, share: 1, hash: null }];
  const hash = r.code(9);
  const first = { kind: 'ReplicaSet', name: `${name}-${hash}`, uid: r.uid(), hash, labels: { ...labels, 'pod-template-hash': hash }, share: isRolling ? 0.7 : 1, deploymentUid: r.uid() };
  if (!isRolling) return [first];
  const next = r.code(9);
  return [first, { kind: 'ReplicaSet', name: `${name}-${next}`, uid: r.uid(), hash: next, labels: { ...labels, version: `v${r.between(5, 6)}`, 'pod-template-hash': next }, share: 0.3, deploymentUid: first.deploymentUid }];
}

/** The labels by which a workload finds its pods. */
export const matchOf = ({ isInfrastructure, labels }) => (isInfrastructure ? labels : { app: labels.app });

export function* controllerObjects({ workloads, stream }, stamps) {
  for (const workload of workloads) {
    const r = stream(`ctl:${workload.namespace.name}/${workload.name}`); const match = matchOf(workload);
    for (const { kind, name, uid, hash, labels, share, deploymentUid } of ownersOf(workload, stream)) {
      const metadata = { ...stamps.metadata(r, { name, namespace: workload.namespace.name, labels }), uid };
      if (kind === 'ReplicaSet') metadata.ownerReferences = [{ apiVersion: 'apps/v1', kind: 'Deployment', name: workload.name, uid: deploymentUid, controller: true, blockOwnerDeletion: true }];
      const selector = { matchLabels: hash === null ? match : { ...match, 'pod-template-hash': hash } };
      yield { apiVersion: 'apps/v1', kind, metadata, spec: { ...(kind === 'DaemonSet' ? {} : { replicas: Math.max(1, Math.round(workload.pods * share)) }), selector } };
    }
  }
}

/** What a repository holds in place of controllers and pods. */
export function* manifestObjects({ workloads }) {
  for (const workload of workloads) {
    const { namespace, name, labels, ports, isHostNetwork } = workload;
    const kind = workload.kind === 'DaemonSet' ? 'DaemonSet' : 'Deployment';
    const container = { name: 'main', image: imageOf(workload), ports: ports.length > 0 ? ports : undefined };
    const template = { metadata: { labels }, spec: { hostNetwork: isHostNetwork || undefined, containers: [container] } };
    yield { apiVersion: 'apps/v1', kind, metadata: { name, namespace: namespace.name, labels }, spec: { ...(kind === 'Deployment' ? { replicas: 2 } : {}), selector: { matchLabels: matchOf(workload) }, template } };
  }
}

export const imageOf = ({ namespace: { team }, name }) => `registry.example.com/${team}/${name}:1.0`;
