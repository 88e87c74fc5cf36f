import { compile } from './compile.ts';
import type { View } from './view.ts';
import type { Firewalls } from '../model/firewalls.ts';
import { atSourcePort } from '../model/source-port.ts';

const known = new WeakMap<Firewalls, View>();

/** The view as it stands before connections that come from one port; the given one where no rule asks for ports. A new one costs a compilation. */
export function viewAtSourcePort(view: View, port: number | undefined): View {
  const firewalls = atSourcePort(view.firewalls, port);
  if (firewalls === view.firewalls) return view;
  let found = known.get(firewalls);
  if (found === undefined) {
    found = compile(firewalls, view.counters);
    known.set(firewalls, found);
  }
  return found;
}
