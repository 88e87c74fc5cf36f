import { answerPoint } from './answer-point.ts';
import { compile } from './compile/compile.ts';
import type { View } from './compile/view.ts';
import { lowerReference } from './enforcers/reference/lower.ts';
import type { Coverage } from './model/coverage.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Firewalls } from './model/firewalls.ts';
import type { PointAnswer } from './model/point-answer.ts';
import type { TrafficQuestion } from './model/question.ts';
import type { Basis } from './model/verdict.ts';
import type { PolicyDocument } from './policies/document.ts';
import { buildSnapshot } from './read/snapshot/build-snapshot.ts';
import { resolveEndpoint } from './references/resolve-endpoint.ts';
import type { LocatedObject } from './resources/object.ts';
import type { Snapshot } from './resources/snapshot.ts';

/** One version of a cluster, ready for questions. */
export interface Analysis {
  readonly snapshot: Snapshot<PolicyDocument>;
  readonly firewalls: Firewalls;
  readonly view: View;
  /** Problems that only show once objects are linked; those of reading come with the objects. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * From the objects of one version to a view: linked and typed, lowered by the reference enforcer, compiled.
 *
 * @throws {QuestionError} VALIDATION_FAILED where a setting is unknown
 */
export function analyse(objects: readonly LocatedObject[], coverage: Coverage, settings: Readonly<Record<string, string>> = {}): Analysis {
  const { snapshot, diagnostics } = buildSnapshot(objects, coverage);
  const firewalls = lowerReference(snapshot, settings);
  return { snapshot, firewalls, view: compile(firewalls), diagnostics };
}

/** A question from one reference to another. */
export interface AskedPoint { readonly from: string; readonly to: string; readonly traffic: TrafficQuestion | null; readonly basis: Basis }

/**
 * The whole answer to "can FROM reach TO, and why": both references resolved, the verdict, one pair explained.
 *
 * @throws {QuestionError} where a reference cannot be read or names nothing or several things
 */
export function askPoint(view: View, { from, to, ...question }: AskedPoint): PointAnswer {
  return answerPoint(view, { from: resolveEndpoint(view, from), to: resolveEndpoint(view, to), ...question });
}
