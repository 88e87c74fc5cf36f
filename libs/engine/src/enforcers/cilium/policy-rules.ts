import type { Direction, Origin, Rule } from '../../model/firewalls.ts';
import { MATCH_ALL, type LabelExpression } from '../../model/label-expression.ts';
import type { CiliumElement, CiliumSpec } from '../../policies/cilium/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { originOf } from '../reference/origin.ts';
import { elementPeers, type ElementPeers, type ElementPlace } from './element.ts';
import type { Peers } from './peers.ts';
import { variantsOf } from './requirements.ts';
import { selectsInit, subjectOfSpec } from './selectors.ts';
import type { ServiceWorld } from './service-peers.ts';
import { ECHO_REPLY } from './notes.ts';
import { documentedTraffic, hasTraffic, trafficOf, type Traffic } from './traffic.ts';
import { conditionsOf } from './condition.ts';

/** What one rule of a policy adds to one direction of its subjects. */
export interface Lowered {
  readonly own: LabelExpression;
  readonly denies: readonly Rule[];
  readonly allows: readonly Rule[];
  /** The default deny that the rule asks for; null where it asks for none. */
  readonly isolation: Rule | null;
  /** Parts of that default deny which the documentation says are open. */
  readonly missed: readonly Rule[];
}

/** A rule of certain presence. */
export function certainRule(action: 'allow' | 'deny', own: LabelExpression, peers: Peers, traffic: Traffic, origin: Origin): Rule {
  return { action, own, peers, traffic, certainty: 'certain', role: 'rule', origin };
}

export const isolationOf = (own: LabelExpression, origin: Origin | null): Rule => ({ action: 'deny', own, peers: 'any', traffic: 'any', certainty: 'certain', role: 'isolation', origin });

/** Lowers one rule of a policy of Cilium in one direction; undefined where it has no section for it. */
export function lowerSpec(document: PolicyDocument, spec: CiliumSpec, pointer: string, direction: Direction, isClusterwide: boolean, world: ServiceWorld): Lowered | undefined {
  const { settings } = world;
  const allowList: readonly CiliumElement[] = spec[direction] ?? []; const denyList: readonly CiliumElement[] = spec[`${direction}Deny`] ?? [];
  if (allowList.length + denyList.length === 0 || (spec.nodeSelector && !settings.hasHostFirewall)) return undefined;
  const namespace = isClusterwide ? null : document.namespace;
  const own = subjectOfSpec(spec, { namespace, settings });
  const isAsking = !settings.hasNonDefaultDeny || spec.enableDefaultDeny?.[direction] !== false;
  const placeOf = (element: CiliumElement, isDeny: boolean, required: LabelExpression): ElementPlace => ({ namespace, settings, isForInit: selectsInit(spec), isDeny, isAsking, direction: direction === 'ingress' ? 'from' : 'to', hasTraffic: hasTraffic(element), required });
  const originAt = (isDeny: boolean, index: number): Origin => originOf(document, `${pointer}/${direction}${isDeny ? 'Deny' : ''}/${String(index)}`, index);
  const lower = (list: readonly CiliumElement[], isDeny: boolean): readonly Rule[] => {
    const variants = variantsOf(own, world.requirements, isDeny);
    if (variants === null) return unknownRules(own, isDeny, originOf(document, pointer, null));
    return list.flatMap((element, index) => variants.flatMap((variant) => elementRules(element, variant.own, placeOf(element, isDeny, variant.required), originAt(isDeny, index), world)));
  };
  return {
    own, allows: lower(allowList, false), denies: lower(denyList, true), isolation: isAsking ? isolationOf(own, originOf(document, pointer, null)) : null,
    missed: isAsking ? allowList.flatMap((element, index) => missedRules(element, own, placeOf(element, false, MATCH_ALL), originAt(false, index), world)) : [],
  };
}

/** Where more requirements meet than are told apart, what the rule says is left open. */
export const unknownRules = (own: LabelExpression, isDeny: boolean, origin: Origin): readonly Rule[] => [{ ...certainRule(isDeny ? 'deny' : 'allow', own, 'any', 'any', origin), certainty: 'uncertain', code: 'FIELD_NOT_HONOURED' }];

/** The rules of one element: as documented, and where it does more than that. */
function elementRules(element: CiliumElement, own: LabelExpression, place: ElementPlace, origin: Origin, world: ServiceWorld): readonly Rule[] {
  const found = elementPeers(element as Readonly<Record<string, unknown>>, place, world);
  if (found === null || (!place.isDeny && element.authentication?.mode === 'test-always-fail')) return [];
  const whole = trafficOf(element, world.settings); const documented = documentedTraffic(element, world.settings);
  const conditions = place.isDeny ? [] : conditionsOf(element, place.isAsking, world.settings);
  const plain = (peers: Peers, traffic: Traffic): Rule => certainRule(place.isDeny ? 'deny' : 'allow', own, peers, traffic, origin);
  const { peers, departing } = found;
  const documentedRules = departing === undefined || peers === 'any' || peers.length > 0 ? [plain(peers, documented ?? whole)] : [];
  const rules = [...documentedRules, ...beyondDocumented(found, documented !== null, (taken) => plain(taken, whole))];
  return conditions.length === 0 ? rules : conditions.flatMap((condition) => rules.map((rule) => ({ ...rule, condition })));
}

function beyondDocumented({ peers, departing, dependOnDns }: ElementPeers, isEchoReply: boolean, rule: (peers: Peers) => Rule): readonly Rule[] {
  return [
    ...(departing === undefined ? [] : [{ ...rule(departing.peers), note: departing.note }]),
    ...(isEchoReply ? [{ ...rule(departing?.peers ?? peers), note: ECHO_REPLY }] : []),
    ...(dependOnDns === undefined ? [] : [{ ...rule(dependOnDns), certainty: 'uncertain', code: 'DEPENDS_ON_DNS' } as const]),
  ];
}

/** What an element should admit by its documentation and does not: dropped with the rest, and said so. */
function missedRules(element: CiliumElement, own: LabelExpression, place: ElementPlace, origin: Origin, world: ServiceWorld): readonly Rule[] {
  const missed = elementPeers(element as Readonly<Record<string, unknown>>, place, world)?.missed;
  return missed === undefined ? [] : [{ ...certainRule('deny', own, missed.peers, trafficOf(element, world.settings), origin), role: 'isolation', note: missed.note }];
}
