import type { Direction, Origin, Rule } from '../../model/firewalls.ts';
import type { LabelExpression } from '../../model/label-expression.ts';
import type { CiliumElement, CiliumSpec } from '../../policies/cilium/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { originOf } from '../reference/origin.ts';
import { elementPeers, type ElementPlace } from './element.ts';
import type { Peers } from './peers.ts';
import { nodeSubjectExpression, requirementsOf, subjectExpression, type SelectorPlace } from './selectors.ts';
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
  const isForInit = selectsInit(spec);
  const own = ownOf(spec, { namespace, settings });
  const lower = (list: readonly CiliumElement[], isDeny: boolean): readonly Rule[] => list.flatMap((element, index) => {
    const place: ElementPlace = { namespace, settings, isForInit, isDeny, direction: direction === 'ingress' ? 'from' : 'to', hasTraffic: hasTraffic(element) };
    return elementRules(element, own, place, originOf(document, `${pointer}/${direction}${isDeny ? 'Deny' : ''}/${String(index)}`, index), world);
  });
  const isAsking = !settings.hasNonDefaultDeny || spec.enableDefaultDeny?.[direction] !== false;
  const unknown = hasRequires([...allowList, ...denyList]) ? requiring(own, originOf(document, pointer, null)) : [];
  return { own, allows: [...lower(allowList, false), ...unknown.filter(({ action }) => action === 'allow')], denies: [...lower(denyList, true), ...unknown.filter(({ action }) => action === 'deny')], isolation: isAsking ? isolationOf(own, originOf(document, pointer, null)) : null };
}

const selectsInit = ({ endpointSelector }: CiliumSpec): boolean => requirementsOf(endpointSelector ?? {}).some(({ written }) => written.source === 'reserved' && written.key === 'init');
const ownOf = ({ endpointSelector, nodeSelector }: CiliumSpec, place: SelectorPlace): LabelExpression => (nodeSelector ? nodeSubjectExpression(nodeSelector) : subjectExpression(endpointSelector ?? {}, place));

/** Old releases AND these to the peers of every policy of the pod, which is not evaluated. */
const hasRequires = (list: readonly (CiliumElement & { readonly fromRequires?: unknown; readonly toRequires?: unknown })[]): boolean => list.some(({ fromRequires, toRequires }) => ((fromRequires ?? toRequires ?? []) as readonly unknown[]).length > 0);

function requiring(own: LabelExpression, origin: Origin): readonly Rule[] {
  const unknown = { own, peers: 'any', traffic: 'any', certainty: 'uncertain', code: 'FIELD_NOT_HONOURED', role: 'rule', origin } as const;
  return [{ ...unknown, action: 'allow' }, { ...unknown, action: 'deny' }];
}

function elementRules(element: CiliumElement, own: LabelExpression, place: ElementPlace, origin: Origin, world: ServiceWorld): readonly Rule[] {
  const found = elementPeers(element as Readonly<Record<string, unknown>>, place, world);
  if (found === null) return [];
  if (place.isDeny) return [certainRule('deny', own, found.peers, trafficOf(element), origin)];
  if (element.authentication?.mode === 'test-always-fail') return [];
  const condition = conditionOf(element);
  const rule: Rule = { ...certainRule('allow', own, found.peers, trafficOf(element), origin), ...(condition !== null && { condition }) };
  if (found.dependOnDns === undefined) return [rule];
  return [rule, { ...rule, peers: found.dependOnDns, certainty: 'uncertain', code: 'DEPENDS_ON_DNS' }];
}
