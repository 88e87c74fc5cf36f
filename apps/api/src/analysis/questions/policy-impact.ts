import type { Storage } from '@postern/db';
import { identityKey, policyImpacts } from '@postern/engine';
import type { Origin, PolicyImpact, ResourceIdentity } from '@postern/engine';
import type { ImpactData, ImpactRecord, RuleRecord } from '../data/impact-data.ts';
import type { PageAsk } from '../data/peers-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';
import type { ViewCache } from '../view-cache.ts';
import type { ViewKey } from '../view-key.ts';
import { ruleData } from './explain.ts';

/** A page of what the policies of a version do, worked out now where nobody has asked before. */
export async function policyImpact(_: Storage, views: ViewCache, { key, ask: { page } }: { readonly key: ViewKey; readonly ask: { readonly page: PageAsk } }): Promise<{ readonly rows: readonly ImpactRecord[]; readonly total: number }> {
  const all = await impactsOf(views, await views.get(key), () => undefined);
  return { rows: all.slice(page.offset, page.offset + page.limit).map(impactRecord), total: all.length };
}

/** What some policies do, where that has been worked out already; null for all of them where not. */
export async function impactsNamed(_: Storage, views: ViewCache, { key, ask }: { readonly key: ViewKey; readonly ask: readonly ResourceIdentity[] }): Promise<readonly (ImpactData | null)[]> {
  const loaded = await views.get(key); const known = await knownImpacts(views, loaded);
  if (known === null) return ask.map(() => null);
  const byKey = remember(loaded, 'impacts by key', () => new Map(known.map((impact) => [identityKey(impact.policy), impact])));
  return ask.map((identity) => {
    const impact = byKey.get(identityKey(identity));
    // A policy that no enforcer takes has no rule in force.
    return impact === undefined ? NO_IMPACT : {
      verdicts: impact.verdicts,
      rules: impact.rules.map(({ origin: { pointer }, direction, status, shadowedBy }) => ({ pointer, direction, status, shadowedBy: shadowedBy.flatMap((origin) => ruleData(origin) ?? []) })),
    };
  });
}

const NO_IMPACT: ImpactData = { verdicts: { total: 0, allowed: 0, denied: 0, partial: 0, unknown: 0 }, rules: [] };

/** What all policies of a view do. Kept beside the view in the database once it is worked out. */
export async function impactsOf(views: ViewCache, loaded: LoadedView, onProgress: (fraction: number) => void): Promise<readonly PolicyImpact[]> {
  const known = await knownImpacts(views, loaded);
  if (known !== null) return known;
  const work = policyImpacts(loaded.firewalls);
  let step = work.next();
  for (; step.done !== true; step = work.next()) onProgress(step.value);
  await views.shelf.keepImpacts(loaded.key, step.value);
  return step.value;
}

const KEPT = 'policy impacts';

async function knownImpacts({ shelf }: ViewCache, loaded: LoadedView): Promise<readonly PolicyImpact[] | null> {
  const near = loaded.answers.get(KEPT) as readonly PolicyImpact[] | undefined;
  const known = near ?? await shelf.takeImpacts(loaded.key);
  return known === null ? null : remember(loaded, KEPT, () => known);
}

/** One policy as a document says it. */
export function impactRecord({ policy: { group, kind, namespace, name }, effect, verdicts, podPairs, nodePairs, outside, rules }: PolicyImpact): ImpactRecord {
  return {
    policy: { group, kind, namespace, name }, effect, verdicts, podPairs, nodePairs, outside,
    rules: rules.map(({ origin, direction, status, isOwnSide, shadowedBy }) => ({ direction, rule: origin.rule, name: origin.ruleName, pointer: origin.pointer, status, isOwnSide, shadowedBy: shadowedBy.map(ruleRecord) })),
  };
}

const ruleRecord = ({ group, kind, namespace, name, rule, pointer }: Origin): RuleRecord => ({ group, kind, namespace, name, rule, pointer });
