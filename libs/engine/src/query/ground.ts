import { extendView } from '../compile/extend-view.ts';
import type { View } from '../compile/view.ts';
import { QuestionError } from '../model/failure.ts';
import type { Endpoint } from '../model/firewalls.ts';
import type { Selection } from '../model/question.ts';

/** A question whose ends are all endpoints and addresses of its view. */
export interface Grounded { readonly view: View; readonly selections: readonly Selection[] }

/**
 * Brings pods that do not exist yet into the view. Two that are described alike are two pods.
 *
 * @throws {QuestionError} VALIDATION_FAILED where the first end, which sends, is a Service
 */
export function ground(view: View, selections: readonly Selection[]): Grounded {
  const added: Endpoint[] = [];
  const moved = selections.map((selection): Selection => {
    const { hypothetical, ...rest } = selection;
    if (hypothetical === undefined) return selection;
    return { ...rest, endpoints: [view.firewalls.endpoints.length + added.push(hypothetical) - 1] };
  });
  return added.length === 0 ? { view, selections } : { view: extendView(view, added), selections: moved };
}

/** @throws {QuestionError} VALIDATION_FAILED where the end is a Service: only what stands behind it sends */
export function refuseServiceAsSource({ ref, service }: Selection): void {
  if (service === undefined) return;
  throw new QuestionError('VALIDATION_FAILED', `${ref} is a Service, which sends nothing; ask about the pods behind it`, { ref, kind: 'service' });
}
