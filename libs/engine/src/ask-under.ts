import { answerPoint } from './answer-point.ts';
import type { View } from './compile/view.ts';
import { QuestionError } from './model/failure.ts';
import type { PointAnswer } from './model/point-answer.ts';
import type { TrafficQuestion } from './model/question.ts';
import type { Leg, Step } from './model/trace.ts';
import type { Basis, DifferenceCode } from './model/verdict.ts';
import { resolveEndpoint } from './references/resolve-endpoint.ts';

/** A question from one reference to another. */
export interface AskedPoint { readonly from: string; readonly to: string; readonly traffic: TrafficQuestion | null; readonly basis: Basis }

/** One version of a cluster under the upstream text and, where an enforcer was named, under that. */
export interface Bases { readonly specified: View; readonly enforced: View | null }

/**
 * The whole answer to "can FROM reach TO, and why" under the basis that is asked for, beside the verdict under the other.
 *
 * @throws {QuestionError} where a reference cannot be read or names nothing or several things
 */
export function askUnder({ specified, enforced }: Bases, { from, to, ...question }: AskedPoint): PointAnswer {
  const answer = (view: View, basis: Basis): PointAnswer => answerPoint(view, { from: resolveEndpoint(view, from), to: resolveEndpoint(view, to), traffic: question.traffic, basis });
  if (enforced === null) return answer(specified, question.basis);
  if (question.basis === 'SPECIFIED') {
    const said = answer(specified, 'SPECIFIED');
    return { ...said, byBasis: { specified: said.reachability.verdict, ...otherwise(attempt(() => answer(enforced, 'SPECIFIED')), said) } };
  }
  const done = answer(enforced, 'SPECIFIED');
  const said = attempt(() => answer(specified, 'SPECIFIED'));
  return { ...done, basis: question.basis, byBasis: { specified: said?.reachability.verdict ?? 'UNKNOWN', ...otherwise(done, said) } };
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

function otherwise(done: PointAnswer | null, said: PointAnswer | null): Omit<PointAnswer['byBasis'], 'specified'> {
  const enforced = done?.reachability.verdict ?? 'UNKNOWN';
  const specified = said?.reachability.verdict ?? 'UNKNOWN';
  return { enforced, differences: done === null || enforced === specified || enforced === 'UNKNOWN' || specified === 'UNKNOWN' ? [] : differencesOf(done) };
}

/** Why the enforcer's answer is another, by what decided it. */
function differencesOf({ witness }: PointAnswer): readonly DifferenceCode[] {
  if (witness === null) return ['FIELD_NOT_HONOURED'];
  const legs = [witness.trace.egress, witness.trace.ingress];
  const codes = legs.flatMap(codesOfLeg);
  return codes.length > 0 ? [...new Set(codes)] : legs.some(({ decidedBy }) => decidedBy.some(isOfOwnKind)) ? [] : ['FIELD_NOT_HONOURED'];
}

/** Whether a policy decided that the upstream text does not know. */
const isOfOwnKind = ({ origin }: Step): boolean => origin !== null && !origin.group.endsWith('k8s.io');

function codesOfLeg({ decidedBy }: Leg): readonly DifferenceCode[] {
  return decidedBy.flatMap(({ code, origin, action, tier }): readonly DifferenceCode[] => {
    if (code === 'OWN_NODE_ALLOWED') return ['HOST_EXCEPTION'];
    return origin === null && tier === 'ENFORCER' && action === 'deny' ? ['STRICT_DEFAULT_DENY'] : [];
  });
}
