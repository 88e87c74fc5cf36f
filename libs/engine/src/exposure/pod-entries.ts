import { connections, EMPTY, union, type ConnectionSet } from '../model/connection-set.ts';
import { groupedBy } from '../model/grouped-by.ts';
import type { ResourceIdentity } from '../model/location.ts';
import type { PodShape } from '../resources/kinds.ts';
import { entryOf, type Entry } from './entry.ts';
import { fromInternet } from './service-entries.ts';
import { positionsOf, type Scene } from './scene.ts';

/** Something with the shape of a pod and its place among the endpoints. */
interface Member { readonly index: number; readonly shape: PodShape }

/** Few of all pods are wanted, so only those are looked up. */
function members(scene: Scene, isWanted: (shape: PodShape) => boolean): readonly Member[] {
  const { pods, workloads } = scene.snapshot;
  const wanted = [...pods.filter(isWanted).map((shape) => ({ ref: `pod:${shape.namespace}/${shape.name}`, shape })), ...workloads.filter(isWanted).map((shape) => ({ ref: shape.ref, shape }))];
  const positions = positionsOf(scene, new Set(wanted.map(({ ref }) => ref)), new Set(wanted.map(({ shape }) => shape.namespace)));
  return wanted.flatMap(({ ref, shape }) => { const index = positions.get(ref); return index === undefined ? [] : [{ index, shape }]; });
}

/** Whether the endpoint shares its node's network. */
export const hostMembers = (scene: Scene): ReadonlySet<number> => new Set(members(scene, ({ hostNetwork }) => hostNetwork).map(({ index }) => index));

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  pod: ['', 'Pod'], deploy: ['apps', 'Deployment'], sts: ['apps', 'StatefulSet'], ds: ['apps', 'DaemonSet'], rs: ['apps', 'ReplicaSet'], rc: ['', 'ReplicationController'], job: ['batch', 'Job'], cronjob: ['batch', 'CronJob'],
};

/** The object behind a reference such as `deploy:shop/web`. */
function identityOf(ref: string): ResourceIdentity {
  const colon = ref.indexOf(':'); const slash = ref.indexOf('/');
  const [group, kind] = KINDS[ref.slice(0, colon)] ?? ['', ref.slice(0, colon)];
  return { group, kind, namespace: ref.slice(colon + 1, slash), name: ref.slice(slash + 1) };
}

/** Ports that pods open on their nodes (`hostPort`), by workload. Policies see the container's port (PT-19). */
export function hostPortEntries(scene: Scene): readonly Entry[] {
  const portsOf = (shape: PodShape): PodShape['ports'] => (shape.hostNetwork ? [] : shape.ports.filter(({ hostPort }) => hostPort !== null));
  const open = members(scene, ({ hostNetwork, ports }) => !hostNetwork && ports.some(({ hostPort }) => hostPort !== null))
    .map(({ index, shape }) => ({ index, ports: portsOf(shape), workload: scene.view.firewalls.endpoints.at(index)?.workload ?? '' }));
  return [...groupedBy(open, ({ workload }) => workload)].map(([workload, same]) => {
    const targets = new Map<number, ConnectionSet>(same.map(({ index, ports }) => [index, ports.map(({ protocol, port }) => connections(protocol, port)).reduce(union, EMPTY)]));
    const ports = [...new Set(same.flatMap((each) => each.ports.map(({ protocol, hostPort }) => `${protocol} ${String(hostPort)}`)))];
    return entryOf({ kind: 'NODE_PORT', resource: identityOf(workload), ports }, fromInternet(scene), targets);
  });
}
