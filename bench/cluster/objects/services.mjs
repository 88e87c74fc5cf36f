import { ip4 } from '../address-text.mjs';
import { matchOf } from './controllers.mjs';

const FIRST_ADDRESS = ((172 << 24) | (30 << 16)) + 10;

export function* serviceObjects({ options: { isLive }, workloads, stream }, stamps) {
  for (const workload of workloads) {
    const { namespace, name, app, ports, isHostNetwork, isInfrastructure } = workload;
    const r = stream(`svc:${namespace.name}/${name}`);
    if (ports.length === 0 || isHostNetwork || (!isInfrastructure && !r.chance(0.85))) continue;
    const spec = serviceSpec(r, workload, isLive);
    const metadata = { name, namespace: namespace.name, labels: { app } };
    yield { apiVersion: 'v1', kind: 'Service', metadata: isLive ? stamps.metadata(r, metadata) : metadata, spec };
  }
}

function serviceSpec(r, workload, isLive) {
  const isHeadless = workload.kind === 'StatefulSet' || r.chance(0.05);
  const type = isHeadless ? 'ClusterIP' : r.weighted([[93, 'ClusterIP'], [4, 'LoadBalancer'], [3, 'NodePort']]);
  const address = isLive ? ip4((FIRST_ADDRESS + workload.position) >>> 0) : undefined;
  const ports = workload.ports.map(({ name, protocol, containerPort }) => ({ name, protocol, port: containerPort === 8080 ? 80 : containerPort, targetPort: r.chance(0.5) ? name : containerPort }));
  return { type, clusterIP: isHeadless ? 'None' : address, selector: matchOf(workload), ports };
}
