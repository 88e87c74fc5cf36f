import type { AddressAtoms } from '../compile/address-atoms.ts';
import type { Classes, ClassTraits } from '../compile/classes.ts';
import { createPeerSets, type PeerSets } from '../compile/peer-sets.ts';
import type { PeerAxis } from '../compile/peer-axis.ts';
import type { Programs } from '../compile/programs.ts';
import { createSetTable, type SetTable } from '../compile/set-table.ts';
import type { Counters } from '../compile/counters.ts';
import type { AddressRange } from '../model/address.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import { FLAGS } from '../model/endpoints/columns.ts';
import type { Direction } from '../model/firewalls.ts';
import { InvariantError } from '../model/invariant.ts';
import { check } from './format.ts';
import { addLists, checkRange, checkStarts, listAt, listsIn } from './lists.ts';
import { parsed, type SectionReader, type SectionWriter } from './sections.ts';
import { addText, textIn } from './text-section.ts';

const flagsOf = ({ families, isHost, isGoverned, areAddressesKnown }: ClassTraits): number => families + (isHost ? FLAGS.isHost : 0) + (isGoverned ? FLAGS.isGoverned : 0) + (areAddressesKnown ? FLAGS.areAddressesKnown : 0);

export function addClasses(to: SectionWriter, { ofEndpoint, traits }: Classes): void {
  to.add('classes.ofEndpoint', ofEndpoint);
  to.add('classes.flags', Uint8Array.from(traits, flagsOf));
  to.add('classes.ports', Int32Array.from(traits, ({ ports }) => ports));
  addLists(to, 'classes.addresses', traits.map(({ addresses }) => addresses));
}

export function classesIn(from: SectionReader, endpoints: number, externals: number): Classes {
  const ofEndpoint = from.get('classes.ofEndpoint', 'i32'); const flags = from.get('classes.flags', 'u8'); const ports = from.get('classes.ports', 'i32'); const addresses = listsIn(from, 'classes.addresses');
  const count = flags.length;
  check(ofEndpoint.length === endpoints && ports.length === count && addresses.starts.length === count + 1, 'classes are incomplete');
  checkRange(ofEndpoint, 0, count, 'classes');
  checkRange(addresses.items, 0, externals, 'addresses of classes');
  const traits = Array.from(flags, (flag, id): ClassTraits => ({
    families: (flag & 3) as FamilyMask, isHost: (flag & FLAGS.isHost) !== 0, isGoverned: (flag & FLAGS.isGoverned) !== 0, areAddressesKnown: (flag & FLAGS.areAddressesKnown) !== 0,
    ports: ports[id] as number, addresses: [...listAt(addresses, id)],
  }));
  return { count, ofEndpoint, traits, ofLabelSets: notCompiled };
}

/** Only compiling asks which label sets a class has, and that begins from the endpoints. */
function notCompiled(): never {
  throw new InvariantError('E-5F0B', 'a view that was loaded is not compiled further');
}

interface AtomsJson { readonly ipv4: readonly number[]; readonly ipv6: readonly string[]; readonly families: readonly FamilyMask[] }

/** First addresses are enough: each atom ends where the next begins. */
export function addAtoms(to: SectionWriter, { ranges, classOfAtom, families, holders, ipv4Count, starts }: AddressAtoms): void {
  to.add('atoms.classes', classOfAtom);
  addLists(to, 'atoms.holders', holders);
  const ipv6 = ranges.slice(ipv4Count).map(({ first }) => String(first));
  addText(to, 'atoms.starts', JSON.stringify({ ipv4: [...starts.ipv4], ipv6, families } satisfies AtomsJson));
}

export function atomsIn(from: SectionReader): AddressAtoms {
  const classOfAtom = from.get('atoms.classes', 'i32'); const holders = listsIn(from, 'atoms.holders');
  const { ipv4, ipv6, families } = parsed(textIn(from, 'atoms.starts')()) as AtomsJson;
  const classCount = families.length;
  check(holders.starts.length === classCount + 1 && ipv4.length + ipv6.length === classOfAtom.length && ipv4[0] === 0 && ipv6[0] === '0', 'address atoms are incomplete');
  checkRange(classOfAtom, 0, classCount, 'external classes');
  const wide = ipv6.map(BigInt);
  const ranges: AddressRange[] = [
    ...ipv4.map((first, at): AddressRange => ({ family: 4, first, last: (ipv4[at + 1] ?? 2 ** 32) - 1 })), ...wide.map((first, at): AddressRange => ({ family: 6, first, last: (wide[at + 1] ?? 1n << 128n) - 1n })),
  ];
  return {
    // By object, and so of no use to anything but what compiled it.
    setIds: new Map(), ranges, classOfAtom, classCount, families, holders: Array.from({ length: classCount }, (_, id) => [...listAt(holders, id)]),
    ipv4Count: ipv4.length, starts: { ipv4: Float64Array.from(ipv4), ipv6: wide },
  };
}

export function addPeerSets(to: SectionWriter, sets: PeerSets): void { addLists(to, 'peerSets', Array.from({ length: sets.count }, (_, id) => sets.membersOf(id))); }

export function peerSetsIn(from: SectionReader, { slotCount }: PeerAxis): PeerSets {
  const lists = listsIn(from, 'peerSets');
  checkRange(lists.items, 0, slotCount, 'peer sets');
  return createPeerSets(slotCount, lists);
}

export function addSets(to: SectionWriter, sets: SetTable): void { addLists(to, 'sets', Array.from({ length: sets.size }, (_, id) => sets.setOf(id))); }

export function setsIn(from: SectionReader, counters: Counters): SetTable {
  const lists = listsIn(from, 'sets');
  return createSetTable(counters, Array.from({ length: lists.starts.length - 1 }, (_, id) => [...listAt(lists, id)]));
}

export function addPrograms(to: SectionWriter, direction: Direction, programs: Programs): void {
  for (const name of ['starts', 'peers', 'actions', 'bounds', 'traffic', 'uncertain', 'ofClass'] as const) to.add(`${direction}.${name}`, programs[name]);
}

export function programsIn(from: SectionReader, direction: Direction, classes: Classes, peerSets: PeerSets, sets: SetTable): Programs {
  const number = (name: 'starts' | 'peers' | 'traffic' | 'ofClass'): Int32Array => from.get(`${direction}.${name}`, 'i32');
  const small = (name: 'actions' | 'bounds' | 'uncertain'): Uint8Array => from.get(`${direction}.${name}`, 'u8');
  const programs = { starts: number('starts'), peers: number('peers'), actions: small('actions'), bounds: small('bounds'), traffic: number('traffic'), uncertain: small('uncertain'), ofClass: number('ofClass') };
  const entries = programs.peers.length; const count = programs.starts.length - 1;
  checkStarts(programs.starts, entries, `the programs of ${direction}`);
  check([programs.actions, programs.bounds, programs.traffic].every(({ length }) => length === entries) && programs.uncertain.length === count && programs.ofClass.length === classes.count, `the programs of ${direction} are incomplete`);
  checkRange(programs.ofClass, 0, Math.max(1, count), 'programs');
  checkRange(programs.peers, 0, peerSets.count, 'peer sets of programs');
  checkRange(programs.traffic, 0, sets.size, 'traffic of programs');
  checkRange(programs.actions, 0, 4, 'actions');
  checkRange(programs.bounds, 0, 4, 'bounds');
  return { count, isUncertain: programs.uncertain.includes(1), ...programs };
}
