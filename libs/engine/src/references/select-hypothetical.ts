import { NO_ADDRESSES } from '../model/address.ts';
import { QuestionError } from '../model/failure.ts';
import { labelKeyProblem, labelValueProblem } from '../model/label-syntax.ts';
import { isDnsLabel } from '../model/object-name.ts';
import type { Selection } from '../model/question.ts';
import type { EndpointIndex } from './endpoint-index.ts';
import { refuseNotAnswerable } from './not-answerable.ts';
import { referenceText, type Reference } from './reference.ts';

/** A pod that does not exist yet, as the view's enforcer would see it. The namespace need not exist either. */
export function selectHypothetical({ firewalls: { directory } }: EndpointIndex, reference: Extract<Reference, { kind: 'hypothetical' }>): Selection {
  const ref = referenceText(reference);
  if (directory === undefined) return refuseNotAnswerable(reference);
  const labels = Object.fromEntries(reference.labels.map((label) => [label.key, 'values' in label ? label.values[0] ?? '' : '']));
  const problem = isDnsLabel(reference.namespace) ? Object.entries(labels).map(([key, value]) => labelKeyProblem(key) ?? labelValueProblem(value)).find((found) => found !== null) : `no namespace can be named ${reference.namespace}`;
  if (problem !== undefined) throw new QuestionError('VALIDATION_FAILED', `${ref} cannot exist: ${problem}`, { ref, kind: 'hypothetical' });
  return { ref, endpoints: [], external: NO_ADDRESSES, caveats: [], hypothetical: directory.supposePod(ref, reference.namespace, labels) };
}
