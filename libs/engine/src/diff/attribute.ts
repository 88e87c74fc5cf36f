import { createTrie } from '../compile/trie.ts';
import type { Endpoint } from '../model/firewalls.ts';
import { identityKey, type ResourceIdentity } from '../model/location.ts';
import type { Peer } from '../query/answers.ts';
import { isMetByRange, letsThrough } from './can-decide.ts';
import type { ChangeCause, ResourceChange } from './changes.ts';
import type { EndChange } from './end-change.ts';
import type { EndRules } from './end-rules.ts';
import type { End } from './ends.ts';
import type { Move } from './joint/sides.ts';
import type { RuleChange } from './rule-changes.ts';
import type { Versions } from './versions.ts';

export interface Attribution { readonly causes: readonly ChangeCause[]; readonly causedBy: readonly ResourceChange[] }

/** One pair of ends with different answers: positions of ends, or ranges of addresses. */
export interface ChangedPair { readonly from: number | Peer; readonly to: number | Peer; readonly move: number }

/** What blame is laid on. */
export interface Blamable {
  readonly versions: Versions;
  readonly ends: readonly End[];
  readonly rules: readonly RuleChange[];
  readonly endRules: EndRules;
  readonly changeOf: (end: End) => EndChange;
  readonly moveAt: (move: number) => Move;
  readonly resources: readonly ResourceChange[];
  /** Causes of every change. */
  readonly everywhere: readonly ChangeCause[];
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
export function createAttribution(blamable: Blamable): (pair: ChangedPair) => Attribution {
  const { ends, rules, changeOf, everywhere } = blamable;
  const trie = createTrie(); const root = trie.root(); const known: Attribution[] = [];
  const deciding = createDecisions(blamable);
  const blame = createBlame(blamable);
  const marks = new Int8Array(ends.length).fill(-1);
  // Where no rule is to blame, even what is no change of an end by itself is named.
  const isMarked = (at: number): boolean => {
    if (marks[at] === -1) { const change = changeOf(ends[at]!); marks[at] = Number(change.isChanged || everywhere.length > 0 || change.changed.length > 0); }
    return marks[at] === 1;
  };
  const step = (node: number, rule: number): number => trie.step(node, rule);
  return (pair) => {
    const { from, to } = pair;
    let node = deciding(pair, root, step);
    if (typeof from === 'number' && isMarked(from)) node = trie.step(node, rules.length + from);
    if (typeof to === 'number' && isMarked(to)) node = trie.step(node, rules.length + ends.length + to);
    return known[node] ??= blame([from, to].filter((end) => typeof end === 'number').map((at) => ends[at]!), deciding(pair, [] as RuleChange[], (list, at) => [...list, rules[at]!]));
  };
}

type Decisions = <T>({ from, to, move }: ChangedPair, start: T, add: (sum: T, rule: number) => T) => T;

/** Goes over the changed rules that can decide a pair, those of the sender first. */
function createDecisions({ ends, rules, endRules, moveAt }: Blamable): Decisions {
  const lets = rules.map((): (boolean | undefined)[] => []); const meets = rules.map(() => new Int8Array(ends.length).fill(-1));
  const isMet = (at: number, end: number): boolean => {
    const known = meets[at]!;
    if (known[end] === -1) known[end] = Number(endRules.meets(at, ends[end]!));
    return known[end] === 1;
  };
  const selecting = { egress: [] as (readonly number[])[], ingress: [] as (readonly number[])[] };
  return ({ from, to, move }, start, add) => {
    let sum = start;
    const consider = (own: number | Peer, direction: RuleChange['direction'], other: number | Peer): void => {
      if (typeof own !== 'number') return;
      for (const at of selecting[direction][own] ??= endRules.selecting(ends[own]!, direction)) {
        if (!(lets[at]![move] ??= letsThrough(rules[at]!.rule, moveAt(move).connections))) continue;
        if (typeof other === 'number' ? isMet(at, other) : other.range !== null && isMetByRange(rules[at]!.rule, other.range)) sum = add(sum, at);
      }
    };
    consider(from, 'egress', to);
    consider(to, 'ingress', from);
    return sum;
  };
}

function createBlame({ versions, changeOf, resources, everywhere }: Blamable): (ends: readonly End[], rules: readonly RuleChange[]) => Attribution {
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
