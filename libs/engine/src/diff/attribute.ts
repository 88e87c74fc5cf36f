import type { Counters } from '../compile/counters.ts';
import { createTrie } from '../compile/trie.ts';
import type { Endpoint } from '../model/firewalls.ts';
import { identityKey, type ResourceIdentity } from '../model/location.ts';
import type { Peer } from '../query/answers.ts';
import type { ChangeCause, ResourceChange } from './changes.ts';
import { createDecisions } from './decisions.ts';
import { createEndChanges, type EndChange } from './end-change.ts';
import { createEndRules } from './end-rules.ts';
import type { End } from './ends.ts';
import type { Facts } from './facts.ts';
import type { Move } from './joint/sides.ts';
import { ruleChanges, type RuleChange } from './rule-changes.ts';
import type { Versions } from './versions.ts';

export interface Attribution { readonly causes: readonly ChangeCause[]; readonly causedBy: readonly ResourceChange[] }

/** Why one pair of ends has another answer: the ends by number, and the number of the move. */
export type Attribute = (from: number, to: number, move: number) => Attribution;

/** What blame is laid on. */
interface Blamable {
  readonly versions: Versions;
  readonly ends: readonly End[];
  /** The ends, then ranges of addresses. */
  readonly peers: readonly Peer[];
  readonly facts: Facts;
  readonly moveAt: (move: number) => Move;
  readonly resources: readonly ResourceChange[];
  /** Causes of every change. */
  readonly everywhere: readonly ChangeCause[];
  readonly counters: Counters;
}

const CAUSE_ORDER: readonly ChangeCause[] = ['POLICY', 'LABELS', 'ENDPOINT_ADDED', 'ENDPOINT_REMOVED', 'NAMESPACE', 'SERVICE', 'NETWORK', 'ENFORCEMENT', 'COVERAGE'];

/**
 * Why a pair's answers differ. Sound, not minimal: everything that changed and can decide any of the connections
 * that differ is named, so the true cause is among them, and a change that happened to have no effect may be too.
 *
 * An end that is there in one version only is a cause by itself, and the only one. Otherwise: what changed about the
 * endpoints of either end, and every rule that stands in one version only, selects an end, has a peer condition that
 * the other end can meet there, and lets through some of these connections (or denies or passes anything).
 * Pairs that the same can be said of share one answer.
 */
export function createAttribution(blamable: Blamable): Attribute {
  let made: Attribute | undefined;
  // Most of what it takes is the rules of both versions, which nobody needs who reads no change.
  return (from, to, move) => (made ??= open(blamable))(from, to, move);
}

function open({ versions, ends, peers, facts, moveAt, resources, everywhere, counters }: Blamable): Attribute {
  const rules = ruleChanges(versions.base.firewalls, versions.target.firewalls);
  const changeOf = createEndChanges(versions, facts); const decisions = createDecisions({ ends, peers, rules, endRules: createEndRules(versions, rules), moveAt });
  const blame = createBlame({ versions, changeOf, resources, everywhere });
  const known: Attribution[] = []; const trie = createTrie(); const roots: number[] = []; const hasPolicy: boolean[] = [];
  const marks = new Int8Array(ends.length).fill(-1);
  // Where no policy is to blame, even what is no change of an end by itself is named.
  const markOf = (at: number): number => {
    if (marks[at] === -1) { const { isChanged, changed } = changeOf(ends[at]!); marks[at] = isChanged ? CHANGED : changed.length > 0 ? OTHER : SAME; }
    return marks[at]!;
  };
  return (from, to, move) => {
    const list = decisions.listOf(from, to, move); let node = roots[list] ??= trie.root();
    const least = everywhere.length === 0 && (hasPolicy[list] ??= decisions.rulesIn(list).some(({ rule }) => rule.origin !== null)) ? CHANGED : OTHER;
    if (from < ends.length && markOf(from) >= least) node = trie.step(node, from);
    if (to < ends.length && markOf(to) >= least) node = trie.step(node, ends.length + to);
    let found = known[node];
    if (found === undefined) {
      counters.attributions += 1;
      found = known[node] = blame([from, to].filter((at) => at < ends.length).map((at) => ends[at]!), decisions.rulesIn(list));
    }
    return found;
  };
}

const SAME = 0; const OTHER = 1; const CHANGED = 2;

function createBlame({ versions, changeOf, resources, everywhere }: Pick<Blamable, 'versions' | 'resources' | 'everywhere'> & { readonly changeOf: (end: End) => EndChange }): (ends: readonly End[], rules: readonly RuleChange[]) => Attribution {
  const byIdentity = new Map(resources.map((change) => [identityKey(change), change]));
  const byName = new Map(resources.map((change) => [nameKey(change), change]));
  const isEverywhere = everywhere.length > 0;
  const attribution = (causes: Iterable<ChangeCause>, causedBy: Iterable<ResourceChange>): Attribution => {
    const given = new Set([...causes, ...everywhere]);
    const chosen = new Map([...causedBy].map((change) => [identityKey(change), change]));
    return { causes: CAUSE_ORDER.filter((cause) => given.has(cause)), causedBy: [...chosen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change) };
  };
  /** The changed objects behind changed endpoints: themselves, their owners, their namespaces. */
  const changesOf = (ends: readonly End[]): readonly ResourceChange[] => ends.flatMap((end) => changeOf(end).changed)
    .flatMap(({ side, index }) => objectsOf(versions[side].firewalls.endpoints.at(index)!)).flatMap((key) => byName.get(key) ?? []);
  /** Never nothing: what changed about either end, else all that can change an answer, else all that changed. */
  const fallback = (ends: readonly End[]): readonly ResourceChange[] => {
    const own = changesOf(ends);
    if (own.length > 0) return own;
    const semantic = resources.filter((change) => change.isSemantic);
    return semantic.length > 0 ? semantic : resources;
  };
  return (ends, rules) => {
    const churn = churnOf(ends);
    if (churn.length > 0) return attribution(churn, changesOf(ends.filter(isOneSided)));
    const causes = [...ends.flatMap((end) => changeOf(end).causes), ...rules.map(causeOfRule)];
    const causedBy = [...changesOf(ends.filter((end) => isEverywhere || changeOf(end).isChanged)), ...rules.flatMap((change) => policyOf(change, byIdentity))];
    // Where the network of a node decides, nothing above is to blame but where the Pods of an end run now.
    const isUnexplained = causes.length === 0 && !isEverywhere;
    return attribution(isUnexplained ? ['NETWORK'] : causes, causedBy.length > 0 ? causedBy : fallback(ends));
  };
}

const isOneSided = ({ sides }: End): boolean => sides.base === null || sides.target === null;

/** ENDPOINT_ADDED and ENDPOINT_REMOVED where a whole end came or went. */
function churnOf(ends: readonly End[]): readonly ChangeCause[] {
  const added = ends.some(({ sides }) => sides.base === null); const removed = ends.some(({ sides }) => sides.target === null);
  return [...(added ? ['ENDPOINT_ADDED' as const] : []), ...(removed ? ['ENDPOINT_REMOVED' as const] : [])];
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

function objectsOf(endpoint: Endpoint): readonly string[] {
  const refs = [...new Set([endpoint.ref, endpoint.owner, endpoint.workload])].map((ref) => {
    const kind = KINDS[ref.slice(0, ref.indexOf(':'))] ?? '';
    return nameKey({ kind, namespace: endpoint.namespace, name: ref.slice(ref.lastIndexOf('/') + 1) });
  });
  return [...refs, nameKey({ kind: 'Namespace', namespace: '', name: endpoint.namespace })];
}
