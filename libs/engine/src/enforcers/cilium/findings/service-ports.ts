import { connections, intersect, isEmptySet, type PortProtocol } from '../../../model/connection-set.ts';
import type { Finding } from '../../../model/diagnostic.ts';
import type { Rule } from '../../../model/firewalls.ts';
import { identityKey, objectText } from '../../../model/location.ts';
import { isInFrontOf, isPeerOf, type Directed, type FindingScene } from './scene.ts';
import { reported } from './report.ts';

/** A port of a Service that is another number at the pods behind it. */
interface Moved { readonly service: string; readonly protocol: PortProtocol; readonly port: number; readonly target: number; readonly backends: ReadonlySet<number> }

/** Rules that name the port of a Service where its pods have another: policies see traffic after the Service was translated. */
export function servicePorts(scene: FindingScene): readonly Finding[] {
  const moved = movedPorts(scene);
  if (moved.length === 0) return [];
  return scene.rules.filter(({ rule }) => rule.action === 'allow' && rule.role === 'rule' && rule.origin !== null && rule.traffic !== 'any').flatMap((directed): readonly Finding[] => {
    const { rule } = directed;
    const hit = moved.find((one) => doesName(rule, one.protocol, one.port) && !doesName(rule, one.protocol, one.target) && scene.budget.left > 0 && isAbout(directed, one, scene));
    const { origin } = rule;
    if (hit === undefined || origin === null) return [];
    const manifest = scene.snapshot.policies.find((policy) => identityKey(policy) === identityKey(origin))?.manifest;
    return [reported({
      code: 'CILIUM_PORT_OF_SERVICE', severity: 'medium', policy: origin, manifest, pointer: origin.pointer, about: `${hit.service} ${String(hit.port)}`,
      message: `${objectText(origin)} allows port ${String(hit.port)}, which is that of Service ${hit.service}; its pods are reached at ${String(hit.target)}, and policies see the port of the pod.`,
    })];
  });
}

function movedPorts({ firewalls: { directory } }: FindingScene): readonly Moved[] {
  return (directory?.serviceNames() ?? []).flatMap((text) => {
    const [namespace = '', name = ''] = text.split('/');
    const facts = directory?.service(namespace, name);
    return (facts?.ports ?? []).flatMap(({ protocol, port }, index): readonly Moved[] => {
      const behind = (facts?.backends ?? []).flatMap(({ end, targets }) => (typeof end === 'number' ? [{ end, target: targets[index] ?? null }] : []));
      const target = behind.find((one) => one.target !== null)?.target ?? null;
      // Where one pod does listen on the number, the rule may mean it.
      if (target === null || behind.some((one) => one.target === port)) return [];
      return [{ service: text, protocol, port, target, backends: new Set(behind.map(({ end }) => end)) }];
    });
  });
}

/** Whether the rule names the port by itself or in a range that is not every port. */
function doesName({ traffic }: Rule, protocol: PortProtocol, port: number): boolean {
  const one = connections(protocol, port, port);
  return traffic !== 'any' && traffic.some((item) => item.kind === 'fixed' && !isEmptySet(intersect(item.connections, one)) && isEmptySet(intersect(item.connections, connections(protocol, port === 1 ? 65_535 : 1))));
}

function isAbout({ direction, rule }: Directed, { backends }: Moved, scene: FindingScene): boolean {
  if (rule.peers === 'any' && direction === 'egress') return false;
  return scene.likes.some((like) => like.endpoints.some(({ index }) => backends.has(index)) && (direction === 'ingress' ? isInFrontOf(rule, like, scene) : isPeerOf(rule, like, scene)));
}
