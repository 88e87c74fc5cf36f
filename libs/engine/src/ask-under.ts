import { answerPoint, ENFORCEMENT_UNKNOWN } from './answer-point.ts';
import type { View } from './compile/view.ts';
import { differencesOf, readOtherwise } from './differences.ts';
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
  const asked: Asked = { from, to, traffic };
  if (enforced === null) return answer(specified, asked, basis);
  if (standsOn(bases, basis) === 'ENFORCED') {
    const done = answer(enforced, asked);
    const said = attempt(() => answer(specified, asked));
    const byBasis = sideBySide(said, done, { specified, enforced }, traffic);
    const { reachability } = done;
    return { ...done, basis, byBasis, reachability: byBasis.differences.length === 0 ? reachability : { ...reachability, caveats: [...reachability.caveats, ...readOtherwise(said, done, enforced.firewalls)] } };
  }
  const said = answer(specified, asked);
  const { reachability } = said;
  return {
    ...said, basis, byBasis: sideBySide(said, attempt(() => answer(enforced, asked)), { specified, enforced }, traffic),
    reachability: basis === 'SPECIFIED' ? reachability : { ...reachability, caveats: [...reachability.caveats, ENFORCEMENT_UNKNOWN] },
  };
}

type Asked = Omit<AskedPoint, 'basis'>;

const answer = (view: View, { from, to, traffic }: Asked, basis: Basis = 'SPECIFIED'): PointAnswer => answerPoint(view, { from: resolveEndpoint(view, from), to: resolveEndpoint(view, to), traffic, basis });

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

interface Both { readonly specified: View; readonly enforced: View }

function sideBySide(said: PointAnswer | null, done: PointAnswer | null, both: Both, traffic: TrafficQuestion | null): PointAnswer['byBasis'] {
  const verdicts = { specified: said?.reachability.verdict ?? 'UNKNOWN', enforced: done?.reachability.verdict ?? 'UNKNOWN' } as const;
  if (said === null || done === null || verdicts.specified === verdicts.enforced) return { ...verdicts, differences: [] };
  const [before, after] = onePair(said, done, both, traffic);
  return { ...verdicts, differences: differencesOf(before, after, both.enforced.firewalls) };
}

/** Of ends that stand for many, both answers about one concrete pair for which they differ too. */
function onePair(said: PointAnswer, done: PointAnswer, { specified, enforced }: Both, traffic: TrafficQuestion | null): readonly [PointAnswer, PointAnswer] {
  for (const witness of [done.witness, said.witness]) {
    if (witness === null || (said.witness?.from === done.witness?.from && said.witness?.to === done.witness?.to)) continue;
    const pair = { from: witness.from, to: witness.to, traffic };
    const before = attempt(() => answer(specified, pair)); const after = attempt(() => answer(enforced, pair));
    if (before !== null && after !== null && before.reachability.verdict !== after.reachability.verdict) return [before, after];
  }
  return [said, done];
}
