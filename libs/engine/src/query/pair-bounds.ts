import { boundsOfClasses } from './class-pair.ts';
import { externalClassOf } from '../compile/address-atoms.ts';
import { classOfEndpoint } from '../compile/classes.ts';
import type { View } from '../compile/view.ts';
import { ofFamilies, intersect, type ConnectionSet } from '../model/connection-set.ts';
import type { PairEnd } from '../model/question.ts';

/**
 * What one concrete end can send to another: surely, and possibly. Both are cut to what the enforcer models in the
 * families that both ends have. A Pod always reaches itself. O(rules on the pair).
 */
export function pairBounds(view: View, from: PairEnd, to: PairEnd): { surely: ConnectionSet; possibly: ConnectionSet } {
  if (from.kind === 'endpoint' && to.kind === 'endpoint' && from.index === to.index) {
    const all = intersect(view.firewalls.universe, ofFamilies(view.firewalls.endpoints.at(from.index)!.families));
    return { surely: all, possibly: all };
  }
  const sender = slotOf(view, from); const receiver = slotOf(view, to); const { localSlot } = view.axis;
  // Where both run matters to hosts alone.
  const isLocal = (localSlot[sender] !== sender || localSlot[receiver] !== receiver) && areOnOneNode(view, from, to);
  const { lower, upper } = boundsOfClasses(view, sender, receiver, isLocal);
  return { surely: view.sets.setOf(lower), possibly: view.sets.setOf(upper) };
}

const slotOf = (view: View, end: PairEnd): number => (end.kind === 'endpoint' ? classOfEndpoint(view.classes, end.index) : view.classes.count + externalClassOf(view.atoms, end.address));

function areOnOneNode(view: View, from: PairEnd, to: PairEnd): boolean {
  if (from.kind === 'address' || to.kind === 'address') return false;
  const node = view.firewalls.endpoints.at(from.index)!.node;
  return node !== null && node === view.firewalls.endpoints.at(to.index)!.node;
}
