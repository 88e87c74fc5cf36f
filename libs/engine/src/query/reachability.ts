import type { Asked } from './asked.ts';
import { caveatsOfAnswer, confidenceOf, EMPTY_SELECTION, mergeCaveats, type Standing } from './caveats.ts';
import { countsOf, setsOf, verdictOf, type Tally } from './tally.ts';
import { EMPTY } from '../model/connection-set.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { Reachability } from '../model/verdict.ts';

/** Turns the answers of all pairs into one. No pair at all is no answer rather than a denial. */
export function toReachability(firewalls: Firewalls, asked: Asked, tally: Tally, standing: Standing): Reachability {
  if (tally.total === 0) return nothingAsked(firewalls, standing);
  const { allowed, partial, undecided } = setsOf(asked, tally);
  const isUndecided = undecided.length > 0;
  const caveats = mergeCaveats(standing.caveats, caveatsOfAnswer(asked, tally, isUndecided, standing));
  return {
    verdict: verdictOf(asked, tally), allowed, partial, undecided, universe: asked.sets.setOf(tally.universe), pairs: countsOf(tally),
    confidence: confidenceOf(caveats, isUndecided, standing), caveats,
  };
}

function nothingAsked(firewalls: Firewalls, standing: Standing): Reachability {
  return {
    verdict: 'UNKNOWN', allowed: EMPTY, partial: EMPTY, undecided: EMPTY, universe: firewalls.universe,
    pairs: { total: 0, allowed: 0, denied: 0, partial: 0, unknown: 0 }, confidence: 'INCOMPLETE', caveats: mergeCaveats(standing.caveats, [EMPTY_SELECTION]),
  };
}

/** A Service behind which nothing answers reaches nothing, whatever policies say. */
export function nobodyAnswers(firewalls: Firewalls, standing: Standing): Reachability {
  return { ...nothingAsked(firewalls, standing), verdict: 'DENIED', confidence: confidenceOf(standing.caveats, false, standing), caveats: standing.caveats };
}

/** Whether an answer says anything beyond "denied". */
export const isSomething = ({ allowed, partial, undecided }: Reachability): boolean => allowed.length > 0 || partial.length > 0 || undecided.length > 0;
