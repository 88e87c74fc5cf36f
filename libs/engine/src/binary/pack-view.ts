import type { View } from '../compile/view.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import type { Caveat, Departure, Direction, EnforcerIdentity } from '../model/firewalls.ts';
import type { ConnectionSet } from '../model/connection-set.ts';
import { addAtoms, addClasses, addPeerSets, addPrograms, addSets } from './class-sections.ts';
import { addDirectory } from './directory-sections.ts';
import { addEndpoints } from './endpoint-sections.ts';
import { rulesJson } from './rules-json.ts';
import { writeSections } from './sections.ts';
import { addText } from './text-section.ts';

/** What is small and always needed. */
export interface HeadJson {
  readonly enforcer: EnforcerIdentity;
  readonly isFamilyBlind: boolean;
  readonly universe: ConnectionSet;
  readonly caveats: readonly Caveat[];
  readonly counters: View['counters'];
  readonly universes: readonly number[];
  readonly hasDirectory: boolean;
  readonly departures?: readonly Departure[];
}

const DIRECTIONS: readonly Direction[] = ['egress', 'ingress'];

/**
 * A view as bytes, at most a few per cent of the objects that it was compiled from: columns of numbers, texts, and rules
 * as JSON for explanations. Rows that questions have computed are not in it. O(endpoints + rules).
 */
export function packView(view: View): ArrayBuffer {
  const { firewalls, counters, sets, atoms, classes, peerSets, programs, universes } = view;
  const { enforcer, universe, caveats, directory, absent, departures } = firewalls;
  return writeSections((to) => {
    const head: HeadJson = { enforcer, isFamilyBlind: firewalls.isFamilyBlind === true, universe, caveats, counters, universes, hasDirectory: directory !== undefined, ...(departures !== undefined && { departures }) };
    addText(to, 'head', JSON.stringify(head));
    addEndpoints(to, endpointTable(firewalls.endpoints));
    addClasses(to, classes);
    addAtoms(to, atoms);
    addPeerSets(to, peerSets);
    addSets(to, sets);
    for (const direction of DIRECTIONS) addPrograms(to, direction, programs[direction]);
    addText(to, 'absent', JSON.stringify(absent));
    addText(to, 'rules', rulesJson(firewalls));
    if (directory !== undefined) addDirectory(to, directory);
  });
}
