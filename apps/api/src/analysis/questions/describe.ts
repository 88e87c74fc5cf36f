import { addressText, cidrsOf, parseAddress, parseCidr, QuestionError, resolveEndpoint } from '@postern/engine';
import type { AddressRange, Labels } from '@postern/engine';
import type { EndpointData, LabelData } from '../data/endpoint-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { endpointsByRef, podCount } from './endpoints-by-ref.ts';

const KINDS: Readonly<Record<string, string>> = { deploy: 'Deployment', sts: 'StatefulSet', ds: 'DaemonSet', rs: 'ReplicaSet', rc: 'ReplicationController', job: 'Job', cronjob: 'CronJob' };

/** What a canonical reference names, as plain data; null where it names nothing of the view. */
export function describe(loaded: LoadedView, ref: string): EndpointData | null {
  const colon = ref.indexOf(':');
  const [prefix, rest] = colon === -1 ? [ref, ''] : [ref.slice(0, colon), ref.slice(colon + 1)];
  const named = { ref, displayName: rest === '' ? prefix : rest, view: loaded.key };
  switch (prefix) {
    case 'pod': return describePod(loaded, named);
    case 'ns': return describeNamespace(loaded, rest, named);
    case 'node': return describeNode(loaded, rest, named);
    case 'ip': return describeRange(rest, named);
    case 'internet': return { ...named, kind: 'INTERNET' };
    case 'svc': return describeService(loaded, named);
    case 'hypothetical': return describeHypothetical(loaded, named);
    case 'sel': return { ...named, displayName: ref, kind: 'SELECTOR', podCount: selectedPods(loaded, ref) };
    default: return prefix in KINDS ? describeWorkload(loaded, prefix, rest, named) : { ...named, displayName: ref, kind: 'NAME' };
  }
}

type Named = Pick<EndpointData, 'ref' | 'displayName' | 'view'>;

function describePod(loaded: LoadedView, named: Named): EndpointData | null {
  const pod = loaded.facts.pod(named.ref);
  if (pod === undefined) return null;
  return {
    ...named, kind: 'POD', namespaceName: pod.namespace, workloadRef: pod.workload === named.ref ? null : pod.workload, nodeName: pod.nodeName,
    ips: pod.podIPs, phase: pod.phase, hostNetwork: pod.hostNetwork, labels: labelData(pod.labels),
  };
}

function describeWorkload(loaded: LoadedView, prefix: string, rest: string, named: Named): EndpointData | null {
  const pods = endpointsByRef(loaded).podsOwned.get(named.ref);
  if (pods === undefined) return null;
  return { ...named, kind: 'WORKLOAD', namespaceName: rest.split('/')[0] ?? '', resourceKind: KINDS[prefix] ?? prefix, podCount: pods };
}

function describeNamespace(loaded: LoadedView, name: string, named: Named): EndpointData | null {
  const labels = loaded.facts.namespaces.get(name);
  if (labels === undefined) return null;
  const inside = endpointsByRef(loaded).inNamespace.get(name) ?? [];
  return { ...named, kind: 'NAMESPACE', labels: labelData(labels), workloadCount: new Set(inside.map(({ workload }) => workload)).size, podCount: podCount(inside) };
}

function describeNode(loaded: LoadedView, name: string, named: Named): EndpointData | null {
  const node = loaded.facts.nodes.get(name);
  return node === undefined ? null : { ...named, kind: 'NODE', name, addresses: node.addresses, labels: labelData(node.labels) };
}

function describeRange(text: string, named: Named): EndpointData | null {
  const range = rangeOf(text);
  return range === undefined ? null : { ...named, kind: 'ADDRESS_RANGE', first: endText(range, 'first'), last: endText(range, 'last'), cidrs: cidrsOf(range) };
}

/** `address`, `address/length` or `first-last`, as canonical references have it. */
function rangeOf(text: string): AddressRange | undefined {
  if (text.includes('/')) return parseCidr(text);
  const [first, last = first] = text.split('-').map(parseAddress);
  if (first === undefined || last === undefined) return undefined;
  return first.family === 4 ? { family: 4, first: first.value, last: Number(last.value) } : { family: 6, first: first.value, last: BigInt(last.value) };
}

const endText = (range: AddressRange, end: 'first' | 'last'): string => (range.family === 4 ? addressText({ family: 4, value: range[end] }) : addressText({ family: 6, value: range[end] }));

function describeService(loaded: LoadedView, named: Named): EndpointData | null {
  const [, namespace = '', name = ''] = /^svc:([^/]+)\/([^:]+)/.exec(named.ref) ?? [];
  const facts = loaded.firewalls.directory?.service(namespace, name);
  return facts === undefined ? null : { ...named, kind: 'SERVICE', namespaceName: namespace, backends: facts.total, readyBackends: facts.ready };
}

/** Its labels as they were asked for: those that stand for facts of the namespace begin with an @. */
function describeHypothetical(loaded: LoadedView, named: Named): EndpointData | null {
  const pod = resolveEndpoint(loaded.view, named.ref).hypothetical;
  if (pod === undefined) return null;
  const own = Object.fromEntries(Object.entries(pod.labels).filter(([key]) => !key.startsWith('@')));
  return { ...named, displayName: named.ref, kind: 'HYPOTHETICAL', namespace: pod.namespace, labels: labelData(own) };
}

/** Only for a reference that already stood in an answer, so it resolves; a bare one that does not stands for no pods. */
function selectedPods(loaded: LoadedView, ref: string): number {
  try {
    return podCount(resolveEndpoint(loaded.view, ref).endpoints.flatMap((index) => loaded.firewalls.endpoints.at(index) ?? []));
  } catch (error) { if (error instanceof QuestionError) return 0; throw error; }
}

export const labelData = (labels: Labels): readonly LabelData[] => Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => ({ key, value }));
