import { answerPoint, ENFORCEMENT_UNKNOWN } from './answer-point.ts';
import type { View } from './compile/view.ts';
import { differencesOf } from './differences.ts';
import { QuestionError } from './model/failure.ts';
import type { PointAnswer } from './model/point-answer.ts';
import type { TrafficQuestion } from './model/question.ts';
import type { Basis } from './model/verdict.ts';
import { resolveEndpoint } from './references/resolve-endpoint.ts';

/** A question from one reference to another. */
export interface AskedPoint { readonly from: string; readonly to: string; readonly traffic: TrafficQuestion | null; readonly basis: Basis }

/** One version of a cluster under the upstream text and under who enforces it; see {@link Analysis}. */
export interface Bases { readonly specified: View; readonly enforced: View | null; /** Whether the second is beyond doubt. */ readonly isEnforcementKnown: boolean }

/**
 * The whole answer to "can FROM reach TO, and why" under the basis that is asked for, beside the verdict under the other.
 *
 * @throws {QuestionError} where a reference cannot be read or names nothing or several things
 */
export function askUnder(bases: Bases, { from, to, traffic, basis }: AskedPoint): PointAnswer {
  const { specified, enforced } = bases;
  const answer = (view: View, under: Basis): PointAnswer => answerPoint(view, { from: resolveEndpoint(view, from), to: resolveEndpoint(view, to), traffic, basis: under });
  if (enforced === null) return answer(specified, basis);
  if (standsOn(bases, basis) === 'ENFORCED') {
    const done = answer(enforced, 'SPECIFIED');
    return { ...done, basis, byBasis: sideBySide(attempt(() => answer(specified, 'SPECIFIED')), done, enforced) };
  }
  const said = answer(specified, 'SPECIFIED');
  const { reachability } = said;
  return {
    ...said, basis, byBasis: sideBySide(said, attempt(() => answer(enforced, 'SPECIFIED')), enforced),
    reachability: basis === 'SPECIFIED' ? reachability : { ...reachability, caveats: [...reachability.caveats, ENFORCEMENT_UNKNOWN] },
  };
}

/** Which of the two a basis means: what is enforced where that is asked for outright, or is known. */
export function standsOn(bases: Pick<Bases, 'isEnforcementKnown'> & { readonly enforced: unknown }, basis: Basis): 'SPECIFIED' | 'ENFORCED' {
  // Reading the second may compile it.
  if (basis === 'SPECIFIED' || (basis === 'EFFECTIVE' && !bases.isEnforcementKnown)) return 'SPECIFIED';
  return bases.enforced === null ? 'SPECIFIED' : 'ENFORCED';
}

/** An end that only one of the two knows has no answer under the other. */
function attempt(answer: () => PointAnswer): PointAnswer | null {
  try {
    return answer();
  } catch (error) {
    if (error instanceof QuestionError) return null;
    throw error;
  }
}

function sideBySide(said: PointAnswer | null, done: PointAnswer | null, { firewalls }: View): PointAnswer['byBasis'] {
  return { specified: said?.reachability.verdict ?? 'UNKNOWN', enforced: done?.reachability.verdict ?? 'UNKNOWN', differences: said === null || done === null ? [] : differencesOf(said, done, firewalls) };
}
