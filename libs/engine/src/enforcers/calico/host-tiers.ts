import { connections } from '../../model/connection-set.ts';
import { NODE_KEY } from '../../model/effective-labels.ts';
import type { Direction, PeerCondition, Rule, Tier } from '../../model/firewalls.ts';
import { allOf, matchesLabels, type LabelExpression } from '../../model/label-expression.ts';
import type { BackendPolicy, Hook } from './backend.ts';
import { OPEN_KEY, type GuardedHost } from './hosts.ts';
import { HOST_ENDPOINTS, PODS } from './label-keys.ts';
import { lowerRule } from './lower-rule.ts';
import { addressesOfText } from './network-sets.ts';
import { policyOrigin } from './policy-origin.ts';
import type { FailsafePort } from './settings.ts';
import type { CalicoTier } from './tiers.ts';
import type { CalicoWorld } from './world.ts';

/** What stands in front of hosts, and of pods where their nodes are guarded. */
export interface HostScene { readonly hosts: readonly GuardedHost[]; readonly policies: readonly BackendPolicy[]; readonly order: readonly CalicoTier[]; readonly world: CalicoWorld }

type Head = Omit<Rule, 'action' | 'own' | 'peers'>;

const SURE: Head = { traffic: 'any', certainty: 'certain', role: 'default', origin: null };
const rule = (action: Rule['action'], own: LabelExpression, peers: Rule['peers'], more: Partial<Head> = {}): Rule => ({ ...SURE, ...more, action, own, peers });
const tier = (name: string, rules: readonly Rule[]): readonly Tier[] => (rules.length === 0 ? [] : [{ kind: 'ENFORCER', name, reading: 'first-match', rules }]);
const onNode = (nodes: readonly string[]): LabelExpression => ({ op: 'in', key: NODE_KEY, values: nodes });

const OWN_NODE: readonly PeerCondition[] = [{ host: 'local', element: null }];

/** Hosts reach the pods on them whatever policies say, and themselves; what pods send to their own host is decided at the pod. */
export function ownNodeTier({ hosts, world: { settings } }: Pick<HostScene, 'hosts' | 'world'>, direction: Direction): readonly Tier[] {
  const atHosts = hosts.length === 0 ? [] : [
    rule('allow', HOST_ENDPOINTS, OWN_NODE, { code: 'OWN_NODE_ALLOWED' }),
    ...hosts.map(({ node }) => rule('allow', allOf(HOST_ENDPOINTS, onNode([node])), [{ labels: allOf(PODS, onNode([node])), element: null }], { code: 'OWN_NODE_ALLOWED' })),
  ];
  if (direction === 'ingress') return tier('own node', [rule('allow', PODS, OWN_NODE, { code: 'OWN_NODE_ALLOWED' }), ...atHosts]);
  return [...tier('own node', atHosts), ...tier('defaultEndpointToHostAction', toOwnHost(settings.defaultEndpointToHostAction))];
}

function toOwnHost(action: 'Accept' | 'Drop' | 'Return'): readonly Rule[] {
  switch (action) {
    case 'Accept': return [];
    case 'Drop': return [rule('deny', PODS, OWN_NODE, { code: 'TIER_DEFAULT_DENY' })];
    case 'Return': return [rule('deny', PODS, OWN_NODE, { code: 'HOST_RULES_UNKNOWN', certainty: 'uncertain' })];
  }
}

/** What comes before ordinary policies in front of hosts: ports that stay open in any case, then untracked policies and those before address translation. */
export function hostFirstTiers(scene: HostScene, direction: Direction): readonly Tier[] {
  const { hosts, world: { settings } } = scene;
  if (hosts.length === 0) return [];
  const ambiguous = hosts.filter(({ isAmbiguous }) => isAmbiguous).map(({ node }) => node);
  const unknown: Partial<Head> = { certainty: 'uncertain', code: 'HOST_INTERFACE_UNKNOWN' };
  const doubt = ambiguous.length === 0 ? [] : [rule('allow', allOf(HOST_ENDPOINTS, onNode(ambiguous)), 'any', unknown), rule('deny', allOf(HOST_ENDPOINTS, onNode(ambiguous)), 'any', unknown)];
  return [
    ...tier('failsafe ports', (direction === 'ingress' ? settings.failsafeInbound : settings.failsafeOutbound).map(failsafeRule)),
    ...tier('interfaces', doubt),
    ...orderedTiers(scene, 'untracked').flatMap(({ name, policies }) => tier(name, policies.flatMap((policy) => hostRules(policy, direction, scene)).flatMap(untracked))),
    ...(direction === 'egress' ? [] : orderedTiers(scene, 'pre-dnat').flatMap(({ name, policies }) => tier(name, policies.flatMap((policy) => hostRules(policy, direction, scene))))),
  ];
}

function failsafeRule({ protocol, port, net }: FailsafePort): Rule {
  const inside = net === null ? undefined : addressesOfText(net);
  return rule('allow', HOST_ENDPOINTS, inside === undefined ? 'any' : [{ inside, element: null }], { code: 'ALWAYS_ALLOWED', traffic: [{ kind: 'fixed', connections: connections(protocol, port), element: null }] });
}

const hostRules = (policy: BackendPolicy, direction: Direction, { world }: HostScene): readonly Rule[] => (policy.rules[direction] ?? []).flatMap((one) => lowerRule(policy, one, direction, allOf(HOST_ENDPOINTS, policy.subject), world));

/** Replies to what is not tracked have to be allowed as well, which is not worked out. */
function untracked(one: Rule): readonly Rule[] {
  if (one.action !== 'allow') return [one];
  const doubt = { ...one, certainty: 'uncertain', code: 'REPLIES_UNTRACKED' } as const;
  return [doubt, { ...doubt, action: 'deny' }];
}

interface OrderedTier { readonly name: string; readonly doesPass: boolean; readonly policies: readonly BackendPolicy[] }

function orderedTiers({ policies, order }: Pick<HostScene, 'policies' | 'order'>, hook: Hook): readonly OrderedTier[] {
  return order.map(({ name, doesPass }) => ({ name, doesPass, policies: policies.filter((policy) => policy.hook === hook && policy.tier === name) })).filter((one) => one.policies.length > 0);
}

/** What a host endpoint falls back on: its profile, or nothing. */
export const HOST_PROFILES: readonly Rule[] = [
  rule('allow', allOf(HOST_ENDPOINTS, { op: 'exists', key: OPEN_KEY }), 'any', { code: 'PROFILE_ALLOW' }),
  rule('deny', HOST_ENDPOINTS, 'any', { code: 'TIER_DEFAULT_DENY' }),
];

/**
 * What a guarded node does with the traffic of the pods on it before their own policies: as it comes in, before address
 * translation and after, and as it goes out. In these tiers a rule that allows goes on with what comes next.
 */
export function gateTiers(scene: HostScene, direction: Direction): readonly Tier[] {
  if (scene.hosts.length === 0) return [];
  const ownHost = direction === 'egress' ? [rule('pass', PODS, OWN_NODE)] : [];
  const entering = [...gate(scene, 'untracked', 'ingress', direction), ...gate(scene, 'pre-dnat', 'ingress', direction), ...ownHost, ...gate(scene, 'forward', 'ingress', direction)];
  const leaving = [...ownHost, ...gate(scene, 'untracked', 'egress', direction), ...gate(scene, 'forward', 'egress', direction)];
  return [...tier('forwarded, as it comes in', withoutIdle(entering)), ...tier('forwarded, as it goes out', withoutIdle(leaving))];
}

const withoutIdle = (rules: readonly Rule[]): readonly Rule[] => (rules.every(({ origin }) => origin === null) ? [] : rules);

/** The rules of one hook as traffic passes a node. An interface with a name lies between the node and the others: pods of one node meet elsewhere. */
function gate(scene: HostScene, hook: Hook, list: Direction, direction: Direction): readonly Rule[] {
  const tiers = orderedTiers(scene, hook);
  return tiers.flatMap(({ policies, doesPass }, index) => {
    const applying = policies.filter((policy) => policy.rules[list] !== undefined).map((policy) => ({ policy, at: placesOf(policy, scene, list, direction) })).filter(({ at }) => at.length > 0);
    const rules = applying.flatMap(({ policy, at }) => (policy.rules[list] ?? []).flatMap((one) => at.flatMap(({ own, away }) => lowerRule(policy, one, direction, own, scene.world).map((lowered) => asGate(lowered, away, hook, index < tiers.length - 1)))));
    const ends = doesPass || hook !== 'forward' ? [] : applying.flatMap(({ policy, at }) => at.map(({ own, away }) => restrict(rule('deny', own, 'any', { code: 'TIER_DEFAULT_DENY', role: 'isolation', origin: policyOrigin(policy.document, '/spec', null) }), away)));
    return [...rules, ...ends];
  });
}

interface Place { readonly own: LabelExpression; /** What peers must be, null for nothing. */ readonly away: LabelExpression | null }

function placesOf({ subject }: BackendPolicy, { hosts, world: { derived } }: HostScene, list: Direction, direction: Direction): readonly Place[] {
  const selected = hosts.filter(({ labels, isAmbiguous }) => !isAmbiguous && matchesLabels(subject, { ...labels, ...derived.labelsOf(labels) }));
  const everywhere = selected.filter(({ isOnEveryInterface }) => isOnEveryInterface).map(({ node }) => node);
  return [
    ...(everywhere.length === 0 ? [] : [{ own: allOf(PODS, onNode(everywhere)), away: null }]),
    ...(list !== direction ? [] : selected.filter(({ isOnEveryInterface }) => !isOnEveryInterface).map(({ node }) => ({ own: allOf(PODS, onNode([node])), away: { op: 'notIn', key: NODE_KEY, values: [node] } as const }))),
  ];
}

/** A pass to a further tier of the gate, and what is not tracked, are taken both ways. */
function asGate(one: Rule, away: LabelExpression | null, hook: Hook, hasMore: boolean): Rule {
  const isOpen = (one.action === 'pass' && hasMore) || (one.action === 'allow' && hook === 'untracked');
  const doubtful: Rule = isOpen ? { ...one, certainty: 'uncertain', code: hook === 'untracked' ? 'REPLIES_UNTRACKED' : 'FIELD_NOT_HONOURED' } : one;
  return restrict(doubtful.action === 'deny' ? doubtful : { ...doubtful, action: 'pass' }, away);
}

function restrict(one: Rule, away: LabelExpression | null): Rule {
  if (away === null) return one;
  return { ...one, peers: one.peers === 'any' ? [{ labels: away, element: null }] : one.peers.map((peer) => ({ ...peer, labels: allOf(away, peer.labels ?? { op: 'all' }) })) };
}
