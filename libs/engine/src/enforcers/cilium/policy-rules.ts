import type { Direction, Origin, Rule } from '../../model/firewalls.ts';
import type { LabelExpression } from '../../model/label-expression.ts';
import type { CiliumElement, CiliumSpec } from '../../policies/cilium/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { originOf } from '../reference/origin.ts';
import { elementPeers, type ElementPlace } from './element.ts';
import type { Peers } from './peers.ts';
import { variantsOf } from './requirements.ts';
import { selectsInit, subjectOfSpec } from './selectors.ts';
import type { ServiceWorld } from './service-peers.ts';
import { hasTraffic, trafficOf, type Traffic } from './traffic.ts';
import { conditionOf } from './condition.ts';

/** What one rule of a policy adds to one direction of its subjects. */
export interface Lowered {
  readonly own: LabelExpression;
  readonly denies: readonly Rule[];
  readonly allows: readonly Rule[];
  /** The default deny that the rule asks for; null where it asks for none. */
  readonly isolation: Rule | null;
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
  const lower = (list: readonly CiliumElement[], isDeny: boolean): readonly Rule[] => {
    const variants = variantsOf(own, world.requirements, isDeny);
    if (variants === null) return unknownRules(own, isDeny, originOf(document, pointer, null));
    return list.flatMap((element, index) => variants.flatMap((variant) => {
      const place: ElementPlace = { namespace, settings, isForInit: selectsInit(spec), isDeny, direction: direction === 'ingress' ? 'from' : 'to', hasTraffic: hasTraffic(element), required: variant.required };
      return elementRules(element, variant.own, place, originOf(document, `${pointer}/${direction}${isDeny ? 'Deny' : ''}/${String(index)}`, index), world);
    }));
  };
  const isAsking = !settings.hasNonDefaultDeny || spec.enableDefaultDeny?.[direction] !== false;
  return { own, allows: lower(allowList, false), denies: lower(denyList, true), isolation: isAsking ? isolationOf(own, originOf(document, pointer, null)) : null };
}

/** Where more requirements meet than are told apart, what the rule says is left open. */
export const unknownRules = (own: LabelExpression, isDeny: boolean, origin: Origin): readonly Rule[] => [{ ...certainRule(isDeny ? 'deny' : 'allow', own, 'any', 'any', origin), certainty: 'uncertain', code: 'FIELD_NOT_HONOURED' }];

function elementRules(element: CiliumElement, own: LabelExpression, place: ElementPlace, origin: Origin, world: ServiceWorld): readonly Rule[] {
  const found = elementPeers(element as Readonly<Record<string, unknown>>, place, world);
  if (found === null) return [];
  if (place.isDeny) return [certainRule('deny', own, found.peers, trafficOf(element, world.settings), origin)];
  if (element.authentication?.mode === 'test-always-fail') return [];
  const condition = conditionOf(element, world.settings);
  const rule: Rule = { ...certainRule('allow', own, found.peers, trafficOf(element, world.settings), origin), ...(condition !== null && { condition }) };
  if (found.dependOnDns === undefined) return [rule];
  return [rule, { ...rule, peers: found.dependOnDns, certainty: 'uncertain', code: 'DEPENDS_ON_DNS' }];
}
