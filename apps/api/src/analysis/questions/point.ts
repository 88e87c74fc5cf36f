import { askUnder, parseTraffic } from '@postern/engine';
import type { Bases, Caveat, PointAnswer, Reachability } from '@postern/engine';
import type { EndpointData } from '../data/endpoint-data.ts';
import type { CaveatData, PointAsk, ReachabilityData } from '../data/reachability-data.ts';
import { setData } from '../data/set-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { describe } from './describe.ts';

/** Resolves both ends and asks the engine. */
export function askPoint(loaded: LoadedView, { from, to, traffic, basis }: PointAsk): PointAnswer {
  const { text, ...options } = traffic;
  return askUnder(basesOf(loaded), { from, to, traffic: parseTraffic(text, options), basis });
}

/** Both readings of a version, the second only where somebody looks at it. */
export const basesOf = (loaded: LoadedView): Bases => ({ specified: loaded.view, isEnforcementKnown: loaded.isEnforcementKnown, get enforced() { return loaded.enforced?.view ?? null; } });

/** The answer to "can A reach B". */
export function point(loaded: LoadedView, ask: PointAsk): ReachabilityData {
  const answer = askPoint(loaded, ask);
  const from = answer.from.ref; const to = answer.to.ref;
  return {
    ...reachabilityData(answer.reachability), view: loaded.key, ask: { ...ask, from, to }, byBasis: answer.byBasis,
    from: describeEnd(loaded, from), to: describeEnd(loaded, to),
  };
}

/** The end of an answer; a reference that the view cannot describe stands by its name. */
export const describeEnd = (loaded: LoadedView, ref: string): EndpointData => describe(loaded, ref) ?? { kind: 'NAME', ref, displayName: ref, view: loaded.key };

type Part = Pick<ReachabilityData, 'verdict' | 'allowed' | 'partial' | 'undecided' | 'confidence' | 'caveats' | 'pairs'>;

export function reachabilityData({ verdict, allowed, partial, undecided, universe, confidence, caveats, pairs }: Reachability): Part {
  return {
    verdict, allowed: setData(allowed, universe), partial: setData(partial, universe), undecided: setData(undecided, universe),
    confidence, caveats: caveatsData(caveats), pairs,
  };
}

export const caveatsData = (caveats: readonly Caveat[]): readonly CaveatData[] => (caveats.length === 0 ? NO_CAVEATS : caveats.map(caveatData));

const NO_CAVEATS: readonly CaveatData[] = [];

/** Rows of an answer share their caveats: one object for each is written down once on its way to another thread. */
function caveatData(caveat: Caveat): CaveatData {
  const last = knownCaveats.get(caveat);
  if (last !== undefined) return last;
  const { code, message, resources } = caveat;
  const data = { code, message, resources };
  knownCaveats.set(caveat, data);
  return data;
}

const knownCaveats = new WeakMap<Caveat, CaveatData>();
