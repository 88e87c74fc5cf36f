import { isEmptySet, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Direction, Firewalls } from '../model/firewalls.ts';
import { isSameObject, type ResourceIdentity } from '../model/location.ts';
import type { Leg, Step } from '../model/trace.ts';
import { plainStep, type Draft, type Setting } from './draft.ts';
import { fold, isCertain, type Walk } from './fold.ts';
import { isSelf, type Side } from './pair.ts';
import { walkFirstMatch, walkUnion } from './tier-steps.ts';
import { verdictOf } from './verdict.ts';

/** What is asked of one pair, in the part that the enforcer models and the part that it does not. */
export interface Asked { readonly modelled: ConnectionSet; readonly unmodelled: ConnectionSet; readonly universe: ConnectionSet; readonly isEveryPort: boolean }

const NO_TIER = { kind: 'DEFAULT', name: 'default' } as const;

/** Walks one direction of one pair, `walk` being what stands in front of its own end; null where nothing does. */
export function explainLeg(firewalls: Firewalls, direction: Direction, from: Side, to: Side, asked: Asked, walk: Walk | null): Leg {
  const [own, peer] = direction === 'egress' ? [from, to] : [to, from];
  const setting: Setting = { direction, own, peer, universe: asked.universe, viewpoint: { own, peer, destination: to }, asked: asked.modelled };
  const allowed = walk === null ? asked.modelled : fold(walk, 'lower', asked.modelled);
  const possibly = walk === null || isCertain(walk) ? allowed : fold(walk, 'upper', asked.modelled);
  const undecided = union(subtract(possibly, allowed), asked.unmodelled);
  const { drafts, isolatedBy } = walk === null
    ? { drafts: [plainStep(setting, NO_TIER, 'ADMITS', isSelf(from, to) ? 'SAME_POD' : 'NOT_GOVERNED', asked.modelled)], isolatedBy: [] }
    : walkTiers(firewalls, direction, setting, walk);
  if (!isEmptySet(asked.unmodelled)) drafts.push(plainStep(setting, NO_TIER, 'UNDECIDABLE', 'PROTOCOL_NOT_MODELLED', asked.unmodelled));
  const verdict = verdictOf(union(asked.modelled, asked.unmodelled), allowed, undecided, asked.isEveryPort);
  return { direction, allowed, undecided, verdict, isolatedBy: distinct(isolatedBy), ...inOrder(drafts) };
}

/** The steps in their places, and those of them that decided or passed on. */
function inOrder(drafts: readonly Draft[]): Pick<Leg, 'steps' | 'decidedBy' | 'passedBy'> {
  const decidedBy: Step[] = []; const passedBy: Leg['passedBy'][number][] = [];
  let order = 0;
  for (const step of drafts) {
    step.order = order++;
    const { outcome, origin, connections } = step;
    if (outcome !== 'PASSES') { if (!isEmptySet(connections)) decidedBy.push(step); } else if (origin !== null) passedBy.push({ ...identity(origin), rule: origin.rule, ruleName: origin.ruleName });
  }
  return { steps: drafts, decidedBy, passedBy };
}

function walkTiers(firewalls: Firewalls, direction: Direction, setting: Setting, walk: Walk): { readonly drafts: Draft[]; readonly isolatedBy: readonly ResourceIdentity[] } {
  const drafts: Draft[] = []; const isolatedBy: ResourceIdentity[] = [];
  let reaching = setting.asked;
  for (const [index, tier] of firewalls.tiers[direction].entries()) {
    const done = (tier.reading === 'union' ? walkUnion : walkFirstMatch)(setting, tier, walk[index] ?? [], reaching);
    drafts.push(...done.steps); isolatedBy.push(...done.isolatedBy);
    reaching = done.rest;
    if (isEmptySet(reaching)) return { drafts, isolatedBy };
  }
  // What a rule may have decided is told there; only what surely or perhaps comes this far is allowed by default.
  drafts.push(plainStep(setting, NO_TIER, 'ADMITS', 'DEFAULT_ALLOW', reaching));
  return { drafts, isolatedBy };
}

const identity = ({ group, kind, namespace, name }: ResourceIdentity): ResourceIdentity => ({ group, kind, namespace, name });

/** Each once, in order. */
function distinct(resources: readonly ResourceIdentity[]): readonly ResourceIdentity[] {
  const found: ResourceIdentity[] = []; const names = new Set<string>();
  for (const resource of resources) {
    if (names.has(resource.name) && found.some((other) => isSameObject(other, resource))) continue;
    names.add(resource.name);
    found.push(identity(resource));
  }
  return found;
}
