import { layPeerAxis } from '../compile/peer-axis.ts';
import type { View } from '../compile/view.ts';
import type { Directory } from '../model/directory.ts';
import type { AbsentEndpoint, Caveat, Firewalls } from '../model/firewalls.ts';
import { atomsIn, classesIn, peerSetsIn, programsIn, setsIn } from './class-sections.ts';
import { directoryIn } from './directory-sections.ts';
import { endpointsIn } from './endpoint-sections.ts';
import { BinaryViewError, check } from './format.ts';
import { lazily } from '../model/lazily.ts';
import type { HeadJson } from './pack-view.ts';
import { tiersFrom } from './rules-json.ts';
import { parsed, readSections, type SectionReader } from './sections.ts';
import { textIn } from './text-section.ts';

/**
 * The view behind bytes of {@link packView}, which it goes on using: shared memory serves several threads at once. It
 * answers as the packed view would. Numbers are checked, O(bytes / 4); rules and Services are decoded when the first
 * question needs them.
 *
 * @param restore gives the directory of the firewalls that were packed, for pods, names and identities that a question
 * makes up: only their enforcer can say how it sees those
 * @throws {BinaryViewError} where the bytes are damaged, cut off, or of another version: what to do is to compile anew
 */
export function loadView(buffer: ArrayBufferLike, restore: () => Directory): View {
  try { return load(readSections(buffer), restore); } catch (error) {
    if (error instanceof BinaryViewError) throw error;
    throw new BinaryViewError('malformed', 'a part of it is not what it should be');
  }
}

function load(from: SectionReader, restore: () => Directory): View {
  const head = parsed(textIn(from, 'head')()) as HeadJson;
  const { counters, universes } = head;
  const firewalls = firewallsIn(from, head, restore);
  const atoms = atomsIn(from);
  const classes = classesIn(from, firewalls.endpoints.length, atoms.classCount);
  const axis = layPeerAxis(classes, atoms);
  const peerSets = peerSetsIn(from, axis);
  const sets = setsIn(from, counters);
  check(universes.every((id) => id >= 0 && id < sets.size), 'its universe is missing');
  const programs = { egress: programsIn(from, 'egress', classes, peerSets, sets), ingress: programsIn(from, 'ingress', classes, peerSets, sets) };
  return { firewalls, counters, sets, atoms, classes, axis, peerSets, programs, universes };
}

function firewallsIn(from: SectionReader, { enforcer, isFamilyBlind, universe, caveats, hasDirectory, departures }: HeadJson, restore: () => Directory): Firewalls {
  const shared = sharedCaveats();
  const endpoints = endpointsIn(from, shared);
  const absent = lazily(() => parsed(textIn(from, 'absent')()) as readonly AbsentEndpoint[]);
  const tiers = lazily(() => tiersFrom(textIn(from, 'rules')(), shared));
  return {
    enforcer, universe, caveats, endpoints, ...(isFamilyBlind && { isFamilyBlind: true }), ...(departures !== undefined && { departures }),
    get tiers() { return tiers(); }, get absent() { return absent(); },
    ...(hasDirectory && { directory: directoryIn(from, endpoints, absent, restore) }),
  };
}

/** Explanations tell caveats apart by object: equal ones are one again. */
function sharedCaveats(): (caveat: Caveat) => Caveat {
  const known = new Map<string, Caveat>();
  return (caveat) => {
    const text = JSON.stringify(caveat);
    const same = known.get(text);
    if (same !== undefined) return same;
    known.set(text, caveat);
    return caveat;
  };
}
