import { ip6 } from '../address-text.mjs';
import { imageOf, ownersOf } from './controllers.mjs';
import { fatten } from './fat-pod.mjs';
import { nodeAddress, nodeName } from './nodes.mjs';
import { createPlacement, replacedAddress } from './placement.mjs';
import { creationTime } from './stamps.mjs';

/** The pods of every workload; counts them in `tally` as they are made. */
export function* podObjects(model, stamps, tally) {
  const { options, workloads, stream, changes } = model;
  const churn = stream('next:pods'); const place = createPlacement(options);
  for (const workload of workloads) {
    const r = stream(`pods:${workload.namespace.name}/${workload.name}`);
    for (const { owner, k } of slots(workload, ownersOf(workload, stream))) {
      const drawn = { suffix: r.code(5), uid: r.uid(), created: creationTime(r), dice: r.next() };
      const isReplaced = options.next !== null && churn.next() * 100 < options.next;
      const second = isReplaced ? stream(`next:pod:${workload.namespace.name}/${owner.name}/${k}`) : null;
      if (isReplaced) changes.podsReplaced++;
      const spot = workload.isHostNetwork ? { node: k % options.nodes, address: null } : place();
      const pod = podObject({ workload, owner, k, drawn, second, spot, stamps, options });
      tally.total++; tally[pod.status.phase]++;
      if (pod.spec.hostNetwork) tally.hostNetwork++;
      if (options.fat) fatten(r, pod, workload);
      yield pod;
    }
  }
}

function* slots({ pods }, owners) {
  let made = 0;
  for (const [i, owner] of owners.entries()) {
    const count = i === owners.length - 1 ? pods - made : Math.round(pods * owner.share);
    made += count;
    for (let k = 0; k < count; k++) yield { owner, k };
  }
}

function podObject({ workload, owner, k, drawn, second, spot, stamps, options }) {
  const { kind, name: ownerName, uid: ownerUid } = owner;
  const phase = phaseOf(workload, drawn);
  const isHost = workload.isHostNetwork || (!workload.isInfrastructure && drawn.dice > 0.9985);
  const { name, labels } = identityOf(owner, k, drawn, second);
  const own = second === null ? { address: spot.address, uid: drawn.uid, created: drawn.created } : { address: isHost ? '' : replacedAddress(spot.address), uid: second.uid(), created: creationTime(second) };
  const address = isHost ? nodeAddress(spot.node) : own.address;
  const metadata = {
    name, namespace: workload.namespace.name, uid: own.uid, resourceVersion: stamps.resourceVersion(), creationTimestamp: own.created, labels,
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name: ownerName, uid: ownerUid, controller: true, blockOwnerDeletion: true }],
  };
  const container = { name: 'main', image: imageOf(workload), ports: workload.ports.length > 0 ? workload.ports : undefined };
  const isPending = phase === 'Pending';
  const podIPs = options.dualStack && !isHost ? [{ ip: address }, { ip: ip6(address) }] : [{ ip: address }];
  return {
    apiVersion: 'v1', kind: 'Pod', metadata,
    spec: { nodeName: isPending ? undefined : nodeName(spot.node), hostNetwork: isHost || undefined, containers: [container] },
    status: isPending ? { phase } : { phase, hostIP: nodeAddress(spot.node), podIP: address, podIPs },
  };
}

function phaseOf({ isInfrastructure }, { dice }) {
  if (isInfrastructure || dice >= 0.008) return 'Running';
  return dice < 0.003 ? 'Pending' : 'Succeeded';
}

/** Pods of a StatefulSet keep their names and have labels of their own. */
function identityOf({ kind, name, labels }, k, { suffix }, second) {
  if (kind !== 'StatefulSet') return { name: `${name}-${second === null ? suffix : second.code(5)}`, labels };
  const own = `${name}-${k}`;
  return { name: own, labels: { ...labels, 'statefulset.kubernetes.io/pod-name': own, 'apps.kubernetes.io/pod-index': String(k), 'controller-revision-hash': `${name}-6f7d` } };
}
