import { LIVE, podManifest, type Manifest } from './calico-objects.ts';

/** A recorded course of steps on one or two nodes, in upstream's words. */
export interface HostTable { readonly id: string; readonly steps: readonly HostStep[] }

interface HostStep { readonly name: string; readonly objects: readonly Manifest[]; readonly probes: readonly HostProbe[] }
interface HostProbe { readonly from: string; readonly to: string; readonly service: string; readonly expect: string }

/** One step with its host endpoints in one of the forms that it was recorded with. */
export interface HostCase { readonly id: string; readonly objects: readonly Manifest[]; readonly probes: readonly { readonly line: string; readonly text: string; readonly isAllowed: boolean }[] }

const NODES = ['host0', 'host1'];
const addressOf = (node: string): string => `172.18.0.${String(NODES.indexOf(node) + 2)}`;

const BOTH_FORMS = /^(\S+) and, separately, (\S+)$/;

export function hostCases({ id, steps }: HostTable): readonly HostCase[] {
  return steps.flatMap((step, index) => {
    const forms = step.objects.some((object) => BOTH_FORMS.test(interfaceOf(object))) ? [1, 2] as const : [1] as const;
    return forms.map((form): HostCase => ({
      id: `${id}/${String(index)}${forms.length > 1 ? `/${form === 1 ? 'named' : 'all'}` : ''} ${step.name}`,
      objects: [...cast(id === 'pre-dnat'), ...step.objects.map((object) => inForm(object, form))],
      probes: step.probes.map((probe, at) => ({ line: lineOf(probe, at), text: `${probe.from} -> ${probe.to} ${probe.service}`, isAllowed: probe.expect === 'allow' })),
    }));
  });
}

const interfaceOf = (object: Manifest): string => (object['spec'] as { readonly interfaceName?: string } | undefined)?.interfaceName ?? '';

/** Host endpoints of the addresses that nodes have here, with the open profile as clusters know it. */
function inForm(object: Manifest, form: 1 | 2): Manifest {
  if (object['kind'] !== 'HostEndpoint') return object;
  const spec = object['spec'] as { readonly node: string; readonly interfaceName?: string; readonly expectedIPs?: readonly string[]; readonly profiles?: readonly string[] };
  const both = BOTH_FORMS.exec(spec.interfaceName ?? '');
  return { ...object, spec: { ...spec, ...(both !== null && { interfaceName: both[form] }), ...(spec.expectedIPs && { expectedIPs: [addressOf(spec.node)] }), ...(spec.profiles && { profiles: ['projectcalico-default-allow'] }) } };
}

function cast(isOneNode: boolean): readonly Manifest[] {
  const pod = (name: string, ip: string, node: string): Manifest => podManifest({ namespace: 'default', name, ip, node, labels: { name } });
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } },
    ...(isOneNode ? NODES.slice(0, 1) : NODES).map((name) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { addresses: [{ type: 'InternalIP', address: addressOf(name) }] } })),
    pod('w0', '10.65.0.10', 'host0'), pod('w1', isOneNode ? '10.65.0.11' : '10.65.1.11', isOneNode ? 'host0' : 'host1'),
    { apiVersion: LIVE, kind: 'Tier', metadata: { name: 'default' }, spec: { order: 1_000_000, defaultAction: 'Deny' } },
  ];
}

const OUTSIDE: Readonly<Record<string, string>> = { ext: 'ip:203.0.113.9', apiserver: 'ip:203.0.113.10', typha: 'ip:203.0.113.11' };
const referenceOf = (name: string): string => OUTSIDE[name] ?? (name.startsWith('host') ? `node:${name}` : `pod:default/${name}`);

function lineOf({ from, to, service }: HostProbe, index: number): string {
  const protocol = /^protocol (\d+)$/.exec(service);
  return `${JSON.stringify({ id: String(index), src: referenceOf(from), dst: referenceOf(to), ...(protocol === null ? { protocol: 'TCP', port: Number(service) } : { protocol: Number(protocol[1]) }) })}\n`;
}
