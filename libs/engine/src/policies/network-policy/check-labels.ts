import { childPointer } from '../../model/json-pointer.ts';
import { labelKeyProblem, labelValueProblem } from '../../model/label-syntax.ts';
import { conform, isJsonObject, type ShapeReport } from '../../model/shape.ts';
import type { Violation } from './problem.ts';

/** Checks the policy's own labels, which the API server checks like any object's (V3, V4). */
export function checkLabelsOf(metadata: unknown, violation: Violation): void {
  const labels = isJsonObject(metadata) ? metadata['labels'] : undefined;
  const report: ShapeReport = { problems: [], unknown: [] };
  const read = conform(labels, { map: 'string' }, '/metadata/labels', report);
  for (const { pointer, expected, found } of report.problems) violation(pointer, 'NETWORK_POLICY_MALFORMED', `${expected} is expected, found ${found}`);
  if (report.problems.length > 0 || !isJsonObject(read)) return;
  for (const [key, value] of Object.entries(read)) {
    const at = childPointer('/metadata/labels', key);
    const keyProblem = labelKeyProblem(key);
    const valueProblem = labelValueProblem(value as string);
    if (keyProblem !== null) violation(at, 'NETWORK_POLICY_LABEL_KEY_INVALID', keyProblem);
    if (valueProblem !== null) violation(at, 'NETWORK_POLICY_LABEL_VALUE_INVALID', valueProblem);
  }
}
