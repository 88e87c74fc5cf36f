import { compile } from './compile.ts';
import type { View } from './view.ts';
import { withEndpoints } from '../model/endpoints/table.ts';
import type { Endpoint } from '../model/firewalls.ts';

/** Bounds what a stream of questions about ever other pods can hold. */
const MOST_REMEMBERED = 16;
const extended = new WeakMap<View, Map<string, View>>();

/**
 * The view with more endpoints after its own, whose positions stay. It answers exactly as if all were compiled anew:
 * conditions tell endpoints apart one by one, so of each class one member is enough to find the classes that the new
 * ones join or found. Costs a compilation over the classes, whatever the number of Pods.
 */
export function extendView(view: View, added: readonly Endpoint[]): View {
  const key = JSON.stringify(added.map(({ ref }) => ref));
  let known = extended.get(view);
  if (known === undefined) {
    known = new Map();
    extended.set(view, known);
  }
  let found = known.get(key);
  if (found === undefined) {
    found = extend(view, added);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, found);
  }
  return found;
}

function extend(view: View, added: readonly Endpoint[]): View {
  const { endpoints } = view.firewalls;
  const placed = added.map((endpoint, position): Endpoint => ({ ...endpoint, index: endpoints.length + position }));
  // Classes of a view that was changed may have no endpoints any more.
  const members: Endpoint[] = []; const memberOf = new Int32Array(view.classes.count).fill(-1);
  for (const [index, id] of view.classes.ofEndpoint.entries()) if (memberOf[id]! < 0) memberOf[id] = members.push(endpoints.at(index)!) - 1;
  const few = compile({ ...view.firewalls, endpoints: [...members, ...placed].map((endpoint, index) => ({ ...endpoint, index })) });
  const ofEndpoint = new Int32Array(endpoints.length + placed.length);
  for (const [index, id] of view.classes.ofEndpoint.entries()) ofEndpoint[index] = few.classes.ofEndpoint[memberOf[id]!]!;
  for (const position of placed.keys()) ofEndpoint[endpoints.length + position] = few.classes.ofEndpoint[members.length + position]!;
  return { ...few, firewalls: { ...view.firewalls, endpoints: withEndpoints(endpoints, placed) }, classes: { ...few.classes, ofEndpoint } };
}
