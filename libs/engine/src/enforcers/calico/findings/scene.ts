import { NAMESPACE_KEY } from '../../../model/effective-labels.ts';
import type { Endpoint } from '../../../model/firewalls.ts';
import { groupedBy } from '../../../model/grouped-by.ts';
import { matchesLabels, type LabelExpression, type Labels } from '../../../model/label-expression.ts';
import type { ResourceIdentity } from '../../../model/location.ts';
import type { CalicoEntity, CalicoPolicyManifest, CalicoRule } from '../../../policies/calico/manifest.ts';
import type { PolicyDocument } from '../../../policies/document.ts';
import { fieldOf } from '../../../resources/observed/agent-container.ts';
import type { Snapshot } from '../../../resources/snapshot.ts';
import { backendPolicies } from '../backend-policies.ts';
import type { BackendPolicy } from '../backend.ts';
import { accountId, calicoEndpoints, withDerived } from '../endpoints.ts';
import { HOST_ENDPOINT_KEY } from '../label-keys.ts';
import { byOrder } from '../order.ts';
import { calicoRelease } from '../release.ts';
import { calicoConfiguration, calicoSettings } from '../settings.ts';
import { shownConfiguration } from '../shown-configuration.ts';
import { calicoWorld, ownLabels, type CalicoWorld } from '../world.ts';

/** A policy of Calico's own that Felix enforces. */
export type OwnPolicy = PolicyDocument & { readonly api: 'calico'; readonly manifest: CalicoPolicyManifest };

/** What checks look at. Of pods with equal labels one stands for all. */
export interface FindingScene {
  readonly snapshot: Snapshot<PolicyDocument>;
  readonly world: CalicoWorld;
  /** In order within their tiers. */
  readonly policies: readonly BackendPolicy[];
  readonly own: readonly OwnPolicy[];
  readonly pods: readonly Labels[];
  readonly podsByNamespace: ReadonlyMap<string, readonly Labels[]>;
  /** Effective labels of host endpoints, those that Calico makes for nodes included. */
  readonly hosts: readonly { readonly name: string; readonly labels: Labels }[];
  /** Counts comparisons down; a check that finds nothing left stops. */
  readonly budget: { left: number };
}

/** No check takes more than a second or two. */
const COMPARISONS = 10_000_000;

const isOwn = (policy: PolicyDocument): policy is OwnPolicy => policy.api === 'calico' && policy.manifest !== null && !policy.manifest.isStaged;

/** Whether Calico makes host endpoints for nodes by itself. */
const makesHostEndpoints = ({ observed }: Snapshot<PolicyDocument>): boolean => ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => observed.objects.get(`${group}/KubeControllersConfiguration`) ?? [])
  .some(({ value }) => fieldOf(value, 'spec', 'controllers', 'node', 'hostEndpoint', 'autoCreate') === 'Enabled');

function hostsIn(snapshot: Snapshot<PolicyDocument>): FindingScene['hosts'] {
  const declared = snapshot.policies.flatMap((policy) => (policy.api === 'calico-host-endpoint' && policy.manifest !== null ? [{ name: policy.name, labels: policy.manifest.labels }] : []));
  const made = declared.length > 0 || !makesHostEndpoints(snapshot) ? [] : snapshot.nodes.map(({ name, labels }) => ({ name: `${name}-auto-hep`, labels: { ...labels, 'projectcalico.org/created-by': 'calico-kube-controllers' } }));
  return [...declared, ...made].map(({ name, labels }) => ({ name, labels: { ...ownLabels(labels), [HOST_ENDPOINT_KEY]: '' } }));
}

/** @throws {QuestionError} VALIDATION_FAILED for a setting, a value or a release that does not exist */
export function findingScene(snapshot: Snapshot<PolicyDocument>, version: string | null, given: Readonly<Record<string, string>>): FindingScene {
  const { endpoints } = calicoEndpoints(snapshot, new Map(snapshot.serviceAccounts.map(({ namespace, name, labels }) => [accountId(namespace, name), labels])));
  const world = calicoWorld(snapshot, endpoints, calicoRelease(version), calicoSettings(calicoConfiguration(shownConfiguration(snapshot), given)));
  // Lowering comes first: it tells which derived labels selectors ask for.
  const policies = [...backendPolicies(snapshot.policies, world)].sort(byOrder);
  const pods = distinct(endpoints.filter(({ isHost }) => !isHost).map((endpoint) => withDerived(endpoint, world.derived)));
  const hosts = hostsIn(snapshot).map(({ name, labels }) => ({ name, labels: { ...labels, ...world.derived.labelsOf(labels) } }));
  return { snapshot, world, policies, own: snapshot.policies.filter(isOwn), pods, podsByNamespace: groupedBy(pods, (labels) => labels[NAMESPACE_KEY] ?? ''), hosts, budget: { left: COMPARISONS } };
}

const distinct = (endpoints: readonly Endpoint[]): readonly Labels[] => [...new Map(endpoints.map(({ labels }) => [JSON.stringify(labels), labels])).values()];

/** Pods that a policy can select: of its namespace, or all. */
export const podsNear = ({ pods, podsByNamespace }: FindingScene, { namespace }: ResourceIdentity): readonly Labels[] => (namespace === '' ? pods : podsByNamespace.get(namespace) ?? []);

/** Whether labels satisfy a condition, within the budget of a check. */
export function satisfies(labels: Labels, expression: LabelExpression, { budget }: Pick<FindingScene, 'budget'>): boolean {
  budget.left -= 1;
  return budget.left >= 0 && matchesLabels(expression, labels);
}

/** A rule of a policy at its place. */
export interface PlacedRule { readonly policy: OwnPolicy; readonly direction: 'ingress' | 'egress'; readonly rule: CalicoRule; readonly pointer: string }

/** Every rule of Calico's own policies in directions that they speak about. */
export const rulesIn = ({ own }: FindingScene): readonly PlacedRule[] => own.flatMap((policy) => policy.manifest.directions.flatMap((direction) =>
  (policy.manifest.spec[direction] ?? []).map((rule, index) => ({ policy, direction, rule, pointer: `/spec/${direction}/${String(index)}` }))));

/** Both ends of a rule at their places. */
export const entitiesIn = ({ rule, pointer }: PlacedRule): readonly { readonly entity: CalicoEntity; readonly pointer: string }[] =>
  (['source', 'destination'] as const).flatMap((side) => { const entity = rule[side]; return entity ? [{ entity, pointer: `${pointer}/${side}` }] : []; });
