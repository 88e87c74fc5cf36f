import { externalClassOf } from '../compile/address-atoms.ts';
import type { Finding } from '../model/diagnostic.ts';
import { parseAddress } from '../model/address.ts';
import { connections, intersect, isEmptySet, type ConnectionSet } from '../model/connection-set.ts';
import type { Origin } from '../model/firewalls.ts';
import { identityKey } from '../model/location.ts';
import { foldPoint } from '../query/fold.ts';
import { dnsServers } from './dns-servers.ts';
import { findingOf } from './report.ts';
import { rulesByClass } from './rules-by-class.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { listWords, policyText, workloadsOf } from './words.ts';

/** Where the node-local cache listens, on clusters that have one. */
const NODE_LOCAL_ADDRESS = '169.254.20.10';

interface Blocked { readonly origin: Origin; readonly classes: number[]; usesNames: boolean }

/**
 * Pods whose egress is let out somewhere but not to the cluster's own DNS pods, so that they cannot look up where.
 * One finding for each policy with egress rules that isolates them. Nothing where no DNS pods are in the input.
 */
export function* blockedDns(scene: Scene): Iterable<Finding> {
  const servers = dnsServers(scene);
  if (servers.length === 0) return;
  const resolvers = new Set(servers.map(({ slot }) => slot));
  const byClass = rulesByClass(scene.rules.filter(({ direction, rule }) => direction === 'egress' && rule.certainty === 'certain' && rule.origin !== null));
  const admits = admitsDns(scene, servers);
  const found = new Map<string, Blocked>();
  for (const id of scene.members.keys()) {
    const rules = byClass.ofClass(id);
    const ways = rules.filter(({ rule, parts }) => rule.role === 'rule' && rule.action === 'allow' && parts.length > 0);
    const origin = isolatingOrigin(rules, ways);
    if (origin === null || resolvers.has(id) || admits(id)) continue;
    const key = identityKey(origin);
    const known = found.get(key) ?? { origin, classes: [], usesNames: false };
    found.set(key, known);
    known.classes.push(id);
    known.usesNames ||= ways.some(({ rule }) => rule.peers === 'any' || rule.peers.some(({ labels }) => labels !== undefined));
  }
  for (const { origin, classes, usesNames } of found.values()) {
    yield findingOf(scene, {
      code: 'DNS_BLOCKED', severity: usesNames ? 'medium' : 'low', culprit: origin, pointer: '/spec/egress',
      message: `${policyText(origin)} lets ${listWords(workloadsOf(scene, classes))} out, but not to the DNS pods of the cluster (${listWords(workloadsOf(scene, resolvers))}): names will not resolve. `
        + 'Add an egress rule that admits UDP and TCP to them.',
    });
  }
}

/** The first policy that isolates and has a way out of its own; a plain default deny is no mistake. */
function isolatingOrigin(rules: readonly PlacedRule[], ways: readonly PlacedRule[]): Origin | null {
  const isolating = new Set(rules.flatMap(({ rule }) => (rule.role === 'isolation' && rule.origin !== null ? [identityKey(rule.origin)] : [])));
  return ways.map(({ rule }) => rule.origin).find((origin) => origin !== null && isolating.has(identityKey(origin))) ?? null;
}

/** Whether the egress of a class lets a query through to any DNS pod, worked out once for each program. */
function admitsDns(scene: Scene, servers: readonly { readonly slot: number; readonly traffic: ConnectionSet }[]): (id: number) => boolean {
  const { view } = scene;
  const cache = parseAddress(NODE_LOCAL_ADDRESS);
  const targets = cache === undefined ? servers : [...servers, { slot: view.classes.count + externalClassOf(view.atoms, cache), traffic: connections('UDP', 53) }];
  const known = new Map<number, boolean>();
  return (id) => {
    const program = view.programs.egress.ofClass[id] ?? 0;
    let isAdmitted = known.get(program);
    if (isAdmitted === undefined) {
      isAdmitted = targets.some(({ slot, traffic }) => !isEmptySet(intersect(view.sets.setOf(foldPoint(view, 'egress', program, slot, 'upper')), traffic)));
      known.set(program, isAdmitted);
    }
    return isAdmitted;
  };
}
