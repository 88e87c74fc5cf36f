import { compile } from './compile/compile.ts';
import type { View } from './compile/view.ts';
import { familyBit } from './model/address.ts';
import { equalSets, intersect, type ConnectionSet, type FamilyMask } from './model/connection-set.ts';
import type { Endpoint, Firewalls } from './model/firewalls.ts';

/**
 * Two views so that their answers can be compared: over the traffic that both enforcers model, and in the families that
 * ends have addresses of, whether or not an enforcer looks at addresses. The same views where that is so already.
 */
export function comparableViews(base: View, target: View): readonly [View, View] {
  const universe = intersect(base.firewalls.universe, target.firewalls.universe);
  return [onGround(base, universe), onGround(target, universe)];
}

function onGround(view: View, universe: ConnectionSet): View {
  const { enforcer, endpoints, tiers, absent, caveats, directory, departures, isFamilyBlind } = view.firewalls;
  if (isFamilyBlind !== true && equalSets(universe, view.firewalls.universe)) return view;
  const known: Firewalls = { enforcer, endpoints: isFamilyBlind === true ? endpoints.map(sighted) : endpoints, tiers, universe, absent, caveats };
  return compile({ ...known, ...(directory !== undefined && { directory }), ...(departures !== undefined && { departures }) });
}

/** What has no address yet keeps the families that it was given. */
function sighted(endpoint: Endpoint): Endpoint {
  const families = endpoint.addresses.reduce<number>((mask, { family }) => mask | familyBit(family), 0) as FamilyMask;
  return families === 0 || families === endpoint.families ? endpoint : { ...endpoint, families };
}
