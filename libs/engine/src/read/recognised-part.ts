import { KEPT_FIELDS } from '../enforcers/kept-fields.ts';
import { isJsonObject, type Shape } from '../model/shape.ts';
import { fieldOf, imageParts, listOf } from '../resources/observed/agent-container.ts';
import type { ObservedKind } from '../resources/observed/kept-fields.ts';
import { NO_NETWORK } from '../resources/observed/observed.ts';
import { METADATA_SHAPE, withAnnotations } from '../resources/metadata.ts';

/** An object without what nobody needs, and the shape of what is left. */
interface Part { readonly value: Readonly<Record<string, unknown>>; readonly shape: Shape }
type JsonObject = Readonly<Record<string, unknown>>;

const PORTS: Shape = { list: { fields: { name: 'string', containerPort: 'integer', hostPort: 'integer', protocol: 'string' } } };
const ENV: Shape = { fields: { name: 'string', value: 'string', valueFrom: { fields: { configMapKeyRef: { fields: { name: 'string', key: 'string' } } } } } };
const CONTAINERS: Shape = { list: { fields: { name: 'string', image: 'string', restartPolicy: 'string', ports: PORTS, command: { list: 'string' }, args: { list: 'string' }, env: { list: ENV } } } };
const POD_SPEC: Readonly<Record<string, Shape>> = { nodeName: 'string', hostNetwork: 'boolean', serviceAccountName: 'string', serviceAccount: 'string', containers: CONTAINERS, initContainers: CONTAINERS };
const IPS: Shape = { list: { fields: { ip: 'string' } } };
const STATUSES: Shape = { list: { fields: { name: 'string', ready: 'boolean', state: { fields: { waiting: { fields: { reason: 'string' } }, terminated: { fields: { reason: 'string' } } } } } } };
const CONDITIONS: Shape = { list: { fields: { type: 'string', status: 'string', lastTransitionTime: 'string' } } };
const pod = (metadata: Shape): Shape => ({
  fields: {
    apiVersion: 'string', kind: 'string', metadata, spec: { fields: POD_SPEC },
    status: { fields: { phase: 'string', podIP: 'string', podIPs: IPS, hostIP: 'string', hostIPs: IPS, containerStatuses: STATUSES, conditions: CONDITIONS } },
  },
});
const POD = pod(withAnnotations(KEPT_FIELDS.podAnnotations));

const AFFINITY: Shape = { fields: { nodeAffinity: { fields: { requiredDuringSchedulingIgnoredDuringExecution: 'any' } } } };
const TOLERATIONS: Shape = { list: { fields: { key: 'string', operator: 'string', value: 'string', effect: 'string' } } };
const WORKLOAD: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE,
    spec: { fields: { replicas: 'integer', template: { fields: { metadata: { fields: { labels: { map: 'string' } } }, spec: { fields: { ...POD_SPEC, nodeSelector: { map: 'string' }, affinity: AFFINITY, tolerations: TOLERATIONS } } } } } },
    status: { fields: { desiredNumberScheduled: 'integer', numberReady: 'integer', replicas: 'integer', readyReplicas: 'integer' } },
  },
};

const NODE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: withAnnotations(KEPT_FIELDS.nodeAnnotations),
    spec: { fields: { podCIDR: 'string', podCIDRs: { list: 'string' }, providerID: 'string', taints: { list: { fields: { key: 'string', value: 'string', effect: 'string' } } } } },
    status: {
      fields: {
        addresses: { list: { fields: { type: 'string', address: 'string' } } }, conditions: { list: { fields: { type: 'string', status: 'string', reason: 'string', message: 'string' } } },
        nodeInfo: { fields: { operatingSystem: 'string', kubeletVersion: 'string' } },
      },
    },
  },
};

function isAgent(container: unknown): boolean {
  const { name, image } = (isJsonObject(container) ? container : {}) as { readonly name?: unknown; readonly image?: unknown };
  return (typeof name === 'string' && KEPT_FIELDS.containers.has(name)) || (typeof image === 'string' && KEPT_FIELDS.images.has(imageParts(image).base));
}

const hasAgent = (spec: unknown): boolean => listOf((spec as { readonly containers?: unknown } | null | undefined)?.containers).some(isAgent);

const flagOf = (word: unknown): string | null => (typeof word === 'string' && word.startsWith('-') ? word.replace(/^-+/, '').replace(/=.*$/s, '') : null);

/** Flags that are named, with the values that stand behind them. */
function namedWords(words: unknown): unknown {
  if (!Array.isArray(words)) return words;
  return words.filter((word: unknown, index) => {
    const flag = flagOf(word);
    if (flag !== null) return KEPT_FIELDS.flags.has(flag);
    const before: unknown = words[index - 1];
    const owner = flagOf(before);
    return owner !== null && KEPT_FIELDS.flags.has(owner) && !(before as string).includes('=');
  });
}

/** Of an agent, arguments and variables that are named; of any other container, nothing that could hold a secret. */
function trimContainer(container: unknown): unknown {
  if (!isJsonObject(container)) return container;
  if (!isAgent(container)) return { restartPolicy: container['restartPolicy'], ports: container['ports'] };
  const { command, args, env } = container as { readonly command?: unknown; readonly args?: unknown; readonly env?: unknown };
  const variables = Array.isArray(env) ? env.filter((item: unknown) => KEPT_FIELDS.variables.has(String(fieldOf(item, 'name')))) : env;
  return { ...container, command: namedWords(command), args: namedWords(args), env: variables };
}

function trimSpec(spec: unknown): unknown {
  if (!isJsonObject(spec)) return spec;
  const { containers, initContainers } = spec as { readonly containers?: unknown; readonly initContainers?: unknown };
  return { ...spec, containers: listOf(containers).map(trimContainer), ...(Array.isArray(initContainers) && { initContainers: initContainers.map(trimContainer) }) };
}

const named = (items: unknown, isKept: (item: unknown) => boolean): unknown => (Array.isArray(items) ? items.filter(isKept) : items);

/** The state of agents alone, and the condition Ready only while it does not hold: when it came to hold says nothing. */
function podPart(value: JsonObject): Part | null {
  const { spec, status, metadata } = value as { readonly spec?: unknown; readonly status?: unknown; readonly metadata?: unknown };
  const annotations = (metadata as { readonly annotations?: unknown } | null | undefined)?.annotations;
  const isMarked = isJsonObject(annotations) && KEPT_FIELDS.podAnnotations.some((key) => Object.hasOwn(annotations, key));
  const isOfAgent = hasAgent(spec);
  if (!isOfAgent && !isMarked) return null;
  const plain = isOfAgent ? null : { containerStatuses: undefined, conditions: undefined };
  const agent = isOfAgent ? { containerStatuses: named(fieldOf(status, 'containerStatuses'), (item) => KEPT_FIELDS.containers.has(String(fieldOf(item, 'name')))), conditions: named(fieldOf(status, 'conditions'), (item) => fieldOf(item, 'type') === 'Ready' && fieldOf(item, 'status') !== 'True') } : null;
  return { value: { ...value, spec: trimSpec(spec), ...(isJsonObject(status) && { status: { ...status, ...plain, ...agent } }) }, shape: POD };
}

function workloadPart(value: JsonObject): Part | null {
  const template = fieldOf(value, 'spec', 'template');
  const spec = fieldOf(template, 'spec');
  return hasAgent(spec) ? { value: { ...value, spec: { ...(value['spec'] as JsonObject), template: { ...(template as JsonObject), spec: trimSpec(spec) } } }, shape: WORKLOAD } : null;
}

const WITHOUT_NETWORK = /NetworkPluginNotReady|cni plugin not initialized|cni config uninitialized/i;

/** Of conditions, those about the network; of the kubelet's message no more than that no plugin is there. */
function nodeCondition(condition: unknown): unknown {
  if (!isJsonObject(condition)) return condition;
  const { type, status, reason, message } = condition as { readonly type?: unknown; readonly status?: unknown; readonly reason?: unknown; readonly message?: unknown };
  if (type === 'NetworkUnavailable') return { type, status, reason };
  return type === 'Ready' && status !== 'True' && typeof message === 'string' && WITHOUT_NETWORK.test(message) ? { type, status, message: NO_NETWORK } : { type, status };
}

const COMMAND_LINE = '/node-args';

/** A command line that stands in an annotation as JSON: the subcommand and the flags that are named. */
function namedCommandLine(text: unknown): unknown {
  try {
    const words: unknown = JSON.parse(String(text));
    return Array.isArray(words) ? JSON.stringify([words[0], ...listOf(namedWords(words.slice(1)))]) : '';
  } catch { return ''; }
}

function trimAnnotations(metadata: unknown): unknown {
  const annotations = fieldOf(metadata, 'annotations');
  if (!isJsonObject(metadata) || !isJsonObject(annotations)) return metadata;
  const kept = KEPT_FIELDS.nodeAnnotations.filter((key) => Object.hasOwn(annotations, key)).map((key) => [key, key.endsWith(COMMAND_LINE) ? namedCommandLine(annotations[key]) : annotations[key]] as const);
  return { ...metadata, annotations: Object.fromEntries(kept) };
}

function nodePart(value: JsonObject): Part {
  const { status, metadata } = value as { readonly status?: unknown; readonly metadata?: unknown };
  const conditions = fieldOf(status, 'conditions');
  return { value: { ...value, metadata: trimAnnotations(metadata), ...(isJsonObject(status) && Array.isArray(conditions) && { status: { ...status, conditions: conditions.map(nodeCondition) } }) }, shape: NODE };
}

const NAMESPACE: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: withAnnotations(KEPT_FIELDS.namespaceAnnotations) } };

function namespacePart(value: JsonObject): Part | null {
  const annotations = fieldOf(value, 'metadata', 'annotations');
  return isJsonObject(annotations) && KEPT_FIELDS.namespaceAnnotations.some((key) => Object.hasOwn(annotations, key)) ? { value, shape: NAMESPACE } : null;
}

const RULES: Shape = { list: { fields: { apiGroups: { list: 'string' }, resources: { list: 'string' }, verbs: { list: 'string' } } } };
const CLUSTER_ROLE: ObservedKind = { isNamespaced: false, versions: ['v1', 'v1beta1'], shape: { fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, rules: RULES } } };
const DEFINITION: ObservedKind = { isNamespaced: false, versions: ['v1', 'v1beta1'], shape: { fields: { apiVersion: 'string', kind: 'string', metadata: { fields: { name: 'string' } } } } };

const CLUSTER_ROLES = 'rbac.authorization.k8s.io/ClusterRole';
const DEFINITIONS = 'apiextensions.k8s.io/CustomResourceDefinition';
const OBSERVED: Readonly<Record<string, ObservedKind>> = { [CLUSTER_ROLES]: CLUSTER_ROLE, [DEFINITIONS]: DEFINITION, ...KEPT_FIELDS.kinds };

/** The entry of a kind that is read for recognition alone. */
export const observedKind = (group: string, kind: string): ObservedKind | undefined => (Object.hasOwn(OBSERVED, `${group}/${kind}`) ? OBSERVED[`${group}/${kind}`] : undefined);

/** Whether an object of such a kind is kept: of roles and definitions, only those that recognisers name. */
export function isObservedName(group: string, kind: string, name: unknown): boolean {
  if (typeof name !== 'string') return true;
  const key = `${group}/${kind}`;
  if (key === CLUSTER_ROLES) return KEPT_FIELDS.clusterRoles.has(name);
  return key !== DEFINITIONS || KEPT_FIELDS.groups.has(name.slice(name.indexOf('.') + 1));
}

const grantsPolicies = (rule: unknown): boolean => listOf(fieldOf(rule, 'resources')).some((resource) => resource === 'networkpolicies' || resource === '*');

const WORKLOADS: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet']);

const CORE: Readonly<Record<string, ((value: JsonObject) => Part | null) | undefined>> = { Pod: podPart, Node: nodePart, Namespace: namespacePart };

/** What recognition needs of an object beyond what everything else does; null where that is no more. */
export function recognisedPart(group: string, kind: string, value: JsonObject): Part | null {
  if (group === '') return CORE[kind]?.(value) ?? null;
  if (WORKLOADS.has(kind) && (group === 'apps' || group === 'extensions')) return workloadPart(value);
  if (`${group}/${kind}` === CLUSTER_ROLES) return { value: { ...value, rules: named(value['rules'], grantsPolicies) }, shape: CLUSTER_ROLE.shape };
  return null;
}
