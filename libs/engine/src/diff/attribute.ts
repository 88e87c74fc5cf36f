import { identityKey, type ResourceIdentity } from '../model/location.ts';
import type { Endpoint } from '../model/firewalls.ts';
import type { ChangeCause, ResourceChange } from './changes.ts';
import { changedConnections } from './change-side.ts';
import { canDecide } from './can-decide.ts';
import type { GroupChange } from './group-changes.ts';
import type { PairChange } from './pair-changes.ts';
import type { RuleChange } from './rule-changes.ts';

export interface Attribution { readonly causes: readonly ChangeCause[]; readonly causedBy: readonly ResourceChange[] }

const CAUSE_ORDER: readonly ChangeCause[] = ['POLICY', 'LABELS', 'ENDPOINT_ADDED', 'ENDPOINT_REMOVED', 'NAMESPACE', 'SERVICE', 'NETWORK', 'ENFORCEMENT', 'COVERAGE'];

/**
 * Why a pair's answers differ. Sound, not minimal: everything that changed and can decide any of the connections
 * that differ is named, so the true cause is among them, and a change that happened to have no effect may be too.
 *
 * An end that is there in one version only is a cause by itself, and the only one. Otherwise: what changed about the
 * endpoints of either end, and every rule that stands in one version only, selects an end, has a peer condition that
 * the other end can meet there, and lets through some of these connections (or denies or passes anything).
 */
export function createAttribution(resources: readonly ResourceChange[], everywhere: readonly ChangeCause[]): (pair: PairChange) => Attribution {
  const byIdentity = new Map(resources.map((change) => [identityKey(change), change]));
  const byName = new Map(resources.map((change) => [nameKey(change), change]));
  const attribution = (causes: Iterable<ChangeCause>, causedBy: Iterable<ResourceChange>): Attribution => {
    const given = new Set([...causes, ...everywhere]);
    const chosen = new Map([...causedBy].map((change) => [identityKey(change), change]));
    return { causes: CAUSE_ORDER.filter((cause) => given.has(cause)), causedBy: [...chosen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change) };
  };
  return (pair) => {
    const churn = churnOf(pair);
    const ends = [pair.fromGroup, pair.toGroup].filter((group) => group !== null);
    if (churn.length > 0) return attribution(churn, changesOf(ends.filter(isOneSided), byName));
    const rules = decidingRules(pair);
    const causes = [...ends.flatMap((group) => group.causes), ...rules.map(causeOfRule)];
    const causedBy = [...changesOf(ends.filter((group) => group.isChanged), byName), ...rules.flatMap((change) => policyOf(change, byIdentity))];
    // Where the network of a node decides, nothing above is to blame but where the Pods of an end run now.
    const isUnexplained = causes.length === 0 && everywhere.length === 0;
    return attribution(isUnexplained ? ['NETWORK'] : causes, causedBy.length > 0 ? causedBy : fallback(ends, resources, byName));
  };
}

const isOneSided = (group: GroupChange): boolean => group.sides.base === null || group.sides.target === null;

/** ENDPOINT_ADDED and ENDPOINT_REMOVED where a whole end came or went. */
export function churnOf({ fromGroup, toGroup }: PairChange): readonly ChangeCause[] {
  const ends = [fromGroup, toGroup].filter((group) => group !== null);
  const added = ends.some((group) => group.sides.base === null); const removed = ends.some((group) => group.sides.target === null);
  return [...(added ? ['ENDPOINT_ADDED' as const] : []), ...(removed ? ['ENDPOINT_REMOVED' as const] : [])];
}

function decidingRules(pair: PairChange): readonly RuleChange[] {
  const connections = changedConnections(pair.before, pair.after);
  const ofEnd = (group: GroupChange | null, direction: RuleChange['direction'], other: GroupChange | null, otherPeer: PairChange['from']): readonly RuleChange[] =>
    group?.rules.filter((change) => change.direction === direction && canDecide(change.rule, connections, other === null ? otherPeer.range : other.sides[change.side]?.endpoints ?? [])) ?? [];
  return [...ofEnd(pair.fromGroup, 'egress', pair.toGroup, pair.to), ...ofEnd(pair.toGroup, 'ingress', pair.fromGroup, pair.from)];
}

/** A rule that belongs to no object is how the enforcer works; one that only perhaps stands there is a gap in what is known. */
function causeOfRule({ rule }: RuleChange): ChangeCause {
  if (rule.origin === null) return 'ENFORCEMENT';
  return rule.certainty === 'uncertain' ? 'COVERAGE' : 'POLICY';
}

/** The change of the rule's policy; where the caller gave no such change, one that says what the rules show. */
function policyOf({ rule, side }: RuleChange, byIdentity: ReadonlyMap<string, ResourceChange>): readonly ResourceChange[] {
  if (rule.origin === null) return [];
  const { group, kind, namespace, name } = rule.origin;
  return [byIdentity.get(identityKey(rule.origin)) ?? { op: side === 'base' ? 'REMOVED' : 'ADDED', group, kind, namespace, name, isSemantic: true }];
}

const KINDS: Readonly<Record<string, string>> = { pod: 'Pod', deploy: 'Deployment', sts: 'StatefulSet', ds: 'DaemonSet', rs: 'ReplicaSet', rc: 'ReplicationController', job: 'Job', cronjob: 'CronJob', node: 'Node' };

const nameKey = ({ kind, namespace, name }: Pick<ResourceIdentity, 'kind' | 'namespace' | 'name'>): string => `${kind}/${namespace}/${name}`;

/** The changed objects behind changed endpoints: themselves, their owners, their namespaces. */
function changesOf(groups: readonly GroupChange[], byName: ReadonlyMap<string, ResourceChange>): readonly ResourceChange[] {
  return groups.flatMap((group) => group.changed.flatMap((endpoint) => objectsOf(endpoint))).flatMap((key) => byName.get(key) ?? []);
}

function objectsOf(endpoint: Endpoint): readonly string[] {
  const refs = [...new Set([endpoint.ref, endpoint.owner, endpoint.workload])].map((ref) => {
    const kind = KINDS[ref.slice(0, ref.indexOf(':'))] ?? '';
    return nameKey({ kind, namespace: endpoint.namespace, name: ref.slice(ref.lastIndexOf('/') + 1) });
  });
  return [...refs, nameKey({ kind: 'Namespace', namespace: '', name: endpoint.namespace })];
}

/** Never nothing: what changed about either end, else all that can change an answer, else all that changed. */
function fallback(ends: readonly GroupChange[], resources: readonly ResourceChange[], byName: ReadonlyMap<string, ResourceChange>): readonly ResourceChange[] {
  const own = changesOf(ends, byName);
  if (own.length > 0) return own;
  const semantic = resources.filter((change) => change.isSemantic);
  return semantic.length > 0 ? semantic : resources;
}
