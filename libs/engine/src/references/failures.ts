import { QuestionError } from '../model/failure.ts';
import type { EndpointIndex } from './endpoint-index.ts';
import { nearNames } from './near-names.ts';

/** @throws {QuestionError} AMBIGUOUS_ENDPOINT, always */
export function ambiguous(ref: string, candidates: readonly string[]): never {
  throw new QuestionError('AMBIGUOUS_ENDPOINT', `${ref} names several things: ${candidates.join(', ')}`, { ref, candidates });
}

/** @throws {QuestionError} ENDPOINT_NOT_IN_VIEW, always, with near names or with the reason why it takes no part in traffic */
export function notInView(index: EndpointIndex, ref: string): never {
  const reason = index.absent.get(ref);
  if (reason === 'POD_NOT_RUNNING') throw new QuestionError('ENDPOINT_NOT_IN_VIEW', `${ref} is not running (it has finished), so it takes no part in traffic`, { ref, reason, near: [] });
  if (reason !== undefined) throw new QuestionError('ENDPOINT_NOT_IN_VIEW', `${ref} takes no part in traffic (${reason})`, { ref, reason, near: [] });
  const near = nearNames(ref, candidates(index));
  throw new QuestionError('ENDPOINT_NOT_IN_VIEW', `${ref} is not in this view${near.length > 0 ? `; near names: ${near.join(', ')}` : ''}`, { ref, near });
}

/** Few and telling first, since the search among them is cut off. */
function* candidates(index: EndpointIndex): Iterable<string> {
  for (const namespace of index.byNamespace.keys()) yield `ns:${namespace}`;
  yield* index.byOwner.keys();
  yield* index.byRef.keys();
}
