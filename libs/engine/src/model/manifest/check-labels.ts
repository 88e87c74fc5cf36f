import { childPointer } from '../json-pointer.ts';
import { labelKeyProblem, labelValueProblem } from '../label-syntax.ts';
import { conform, isJsonObject, type ShapeReport } from '../shape.ts';

/** Takes what is wrong with a policy's own labels. */
type LabelViolation = (pointer: string, problem: 'MALFORMED' | 'LABEL_KEY_INVALID' | 'LABEL_VALUE_INVALID', message: string) => void;

/** Checks the policy's own labels, which the API server checks like any object's (V3, V4). */
export function checkLabelsOf(metadata: unknown, violation: LabelViolation): void {
  const labels = isJsonObject(metadata) ? metadata['labels'] : undefined;
  const report: ShapeReport = { problems: [], unknown: [] };
  const read = conform(labels, { map: 'string' }, '/metadata/labels', report);
  for (const { pointer, expected, found } of report.problems) violation(pointer, 'MALFORMED', `${expected} is expected, found ${found}`);
  if (report.problems.length > 0 || !isJsonObject(read)) return;
  for (const [key, value] of Object.entries(read)) {
    const at = childPointer('/metadata/labels', key);
    const keyProblem = labelKeyProblem(key);
    const valueProblem = labelValueProblem(value as string);
    if (keyProblem !== null) violation(at, 'LABEL_KEY_INVALID', keyProblem);
    if (valueProblem !== null) violation(at, 'LABEL_VALUE_INVALID', valueProblem);
  }
}
