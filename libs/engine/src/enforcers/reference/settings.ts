import type { AdminChannel } from '../../model/admin-tier/channel.ts';
import { QuestionError } from '../../model/failure.ts';

/** How the reference enforcer reads the points that upstream leaves open. */
export interface ReferenceSettings {
  /** U1: whether a host-network pod counts as its node's traffic or as a pod like any other. */
  readonly hostNetwork: 'node' | 'pod';
  /** U2: whether an `ipBlock`, and with it the `networks` of an admin rule, matches the addresses of pods. */
  readonly doesIpBlockMatchPods: boolean;
  /** U7: whether a port name that a pod has several times for one protocol stands for all its numbers or for the first. */
  readonly duplicatePortNames: 'any' | 'first';
  /** U8: whether named ports of restartable init containers count. */
  readonly doSidecarPortsCount: boolean;
  /** U10: which API for administrators counts; null for both. */
  readonly adminApi: 'admin-network-policy' | 'cluster-network-policy' | null;
  /** Which custom resource definitions the cluster has installed for administrators. */
  readonly adminChannel: AdminChannel;
  /** U11: whether a NetworkPolicy ends the decision for the directions that it isolates or for both. */
  readonly networkPolicyFinal: 'direction' | 'pod';
  /** NP-45: whether a Namespace gets the label with its name that every API server gives it, where the input lacks it. */
  readonly isNameLabelAdded: boolean;
  /** U13: whether a pod that is being deleted counts until it is gone. */
  readonly doTerminatingPodsCount: boolean;
  /** U15: whether what a pod sends to its own node is subject to admin rules or always allowed. */
  readonly ownNodeEgress: 'as-written' | 'allowed';
  /** U16: whether the labels of a namespace without an object are absent or unknown; null leaves it to the input's coverage. */
  readonly missingNamespace: 'absent' | 'unknown' | null;
}

/** The values that each setting takes; the first is the default. */
const CHOICES = {
  'reference.host-network': ['node', 'pod'],
  'reference.ip-block-matches-pods': ['true', 'false'],
  'reference.duplicate-port-names': ['any', 'first'],
  'reference.sidecar-ports': ['included', 'excluded'],
  'reference.admin-api': ['both', 'v1alpha1', 'v1alpha2'],
  'reference.admin-channel': ['experimental', 'standard'],
  'reference.namespace-name-label': ['added', 'literal'],
  'reference.network-policy-final': ['direction', 'pod'],
  'reference.terminating-pods': ['included', 'excluded'],
  'reference.own-node-egress': ['as-written', 'allowed'],
  'reference.missing-namespace': ['by-coverage', 'absent', 'unknown'],
} as const;

type Key = keyof typeof CHOICES;
type Choice<K extends Key> = (typeof CHOICES)[K][number];
type Given = Readonly<Record<string, string>>;

const choiceOf = <K extends Key>(given: Given, key: K): Choice<K> => (given[key] ?? CHOICES[key][0]) as Choice<K>;

function check(given: Given): void {
  for (const [key, value] of Object.entries(given)) {
    const choices: readonly string[] | undefined = Object.hasOwn(CHOICES, key) ? CHOICES[key as Key] : undefined;
    if (choices === undefined) throw new QuestionError('VALIDATION_FAILED', `There is no setting ${key}; there are ${Object.keys(CHOICES).join(', ')}.`, { setting: key, settings: Object.keys(CHOICES) });
    if (!choices.includes(value)) throw new QuestionError('VALIDATION_FAILED', `${key} is ${choices.join(' or ')}, not ${value}.`, { setting: key, value, choices });
  }
}

const ADMIN_APIS = { both: null, v1alpha1: 'admin-network-policy', v1alpha2: 'cluster-network-policy' } as const;

/**
 * Reads the reference enforcer's settings; what is not given has its default.
 *
 * @throws {QuestionError} VALIDATION_FAILED for a setting or a value that does not exist
 */
export function parseReferenceSettings(given: Given): ReferenceSettings {
  check(given);
  const missingNamespace = choiceOf(given, 'reference.missing-namespace');
  return {
    hostNetwork: choiceOf(given, 'reference.host-network'),
    doesIpBlockMatchPods: choiceOf(given, 'reference.ip-block-matches-pods') === 'true',
    duplicatePortNames: choiceOf(given, 'reference.duplicate-port-names'),
    doSidecarPortsCount: choiceOf(given, 'reference.sidecar-ports') === 'included',
    adminApi: ADMIN_APIS[choiceOf(given, 'reference.admin-api')],
    adminChannel: choiceOf(given, 'reference.admin-channel'),
    isNameLabelAdded: choiceOf(given, 'reference.namespace-name-label') === 'added',
    networkPolicyFinal: choiceOf(given, 'reference.network-policy-final'),
    doTerminatingPodsCount: choiceOf(given, 'reference.terminating-pods') === 'included',
    ownNodeEgress: choiceOf(given, 'reference.own-node-egress'),
    missingNamespace: missingNamespace === 'by-coverage' ? null : missingNamespace,
  };
}

/** The settings under their names, defaults filled in, so that two spellings of one view are equal. */
export function settingsRecord(given: Given): Given {
  return Object.fromEntries((Object.keys(CHOICES) as Key[]).map((key) => [key, choiceOf(given, key)] as const));
}
