import { externalClassOf, type AddressAtoms } from './address-atoms.ts';
import type { Counters } from './counters.ts';
import type { LabelMatches, LabelSets } from './label-sets.ts';
import { createPairMemo } from './pair-memo.ts';
import type { PortNames } from './port-names.ts';
import { createTrie } from './trie.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import { FLAGS, type EndpointColumns } from '../model/endpoints/columns.ts';
import { addressAt, type EndpointTable } from '../model/endpoints/table.ts';
import type { Firewalls } from '../model/firewalls.ts';

/** What all endpoints of a class have in common apart from labels. */
export interface ClassTraits {
  readonly families: FamilyMask;
  readonly isHost: boolean;
  readonly isGoverned: boolean;
  readonly areAddressesKnown: boolean;
  readonly ports: number;
  /** External classes that its addresses would belong to, ascending. */
  readonly addresses: readonly number[];
}

/** The endpoints partitioned so that no condition of any rule tells two members of a class apart. */
export interface Classes {
  readonly count: number;
  /** Class of each endpoint. Classes are numbered by their first endpoint. */
  readonly ofEndpoint: Int32Array;
  /** Present where the class of one endpoint costs less than all of them. */
  readonly classAt?: (endpoint: number) => number;
  readonly traits: readonly ClassTraits[];
  /** The classes of some label sets, ascending. */
  ofLabelSets(sets: readonly number[]): Int32Array;
}

interface Groups { readonly ofEndpoint: Int32Array; readonly labelSet: number[]; readonly base: number[]; readonly traits: ClassTraits[]; readonly ofLabelSets: (sets: readonly number[]) => Int32Array }

/** The class of one endpoint. */
export const classOfEndpoint = (classes: Classes, endpoint: number): number => (classes.classAt === undefined ? classes.ofEndpoint[endpoint]! : classes.classAt(endpoint));

/** A class that no endpoint is in: it is in no family, and no condition matches it. */
export const SPARE: ClassTraits = { families: 0, isHost: false, isGoverned: false, areAddressesKnown: true, ports: 0, addresses: [] };

/** `sparesFor` says how many spare classes come after so many with endpoints. */
export function classify(firewalls: Firewalls, labels: LabelSets, atoms: AddressAtoms, ports: PortNames, counters: Counters, sparesFor: (classes: number) => number): Classes {
  const groups = gather(endpointTable(firewalls.endpoints), labels, atoms, ports);
  counters.groups += groups.labelSet.length;
  const partition = refine(groups, labels.distinct());
  // Numbers that follow the endpoints do not depend on the order of rules.
  const renamed = new Int32Array(partition.count).fill(-1); const traits: ClassTraits[] = []; const ofGroup = new Int32Array(partition.ofGroup.length);
  // Groups are numbered by their first endpoint too.
  for (let group = 0; group < ofGroup.length; group += 1) {
    const raw = partition.ofGroup[group]!;
    if (renamed[raw]! < 0) renamed[raw] = traits.push(groups.traits[groups.base[group]!]!) - 1;
    ofGroup[group] = renamed[raw]!;
  }
  const ofEndpoint = groups.ofEndpoint.map((group) => ofGroup[group]!);
  counters.classes += traits.length;
  traits.push(...Array.from({ length: sparesFor(traits.length) }, () => SPARE));
  const bySets = new Map<readonly number[], Int32Array>(); const stamps = new Int32Array(traits.length); let stamp = 0;
  return {
    count: traits.length, ofEndpoint, traits,
    ofLabelSets(sets) {
      let ids = bySets.get(sets);
      if (ids === undefined) {
        stamp += 1;
        const found: number[] = []; let isAscending = true; let last = -1;
        for (const group of groups.ofLabelSets(sets)) {
          const id = ofGroup[group]!;
          if (stamps[id] === stamp) continue;
          stamps[id] = stamp;
          isAscending &&= last < id;
          last = id;
          found.push(id);
        }
        ids = Int32Array.from(found);
        if (!isAscending) ids.sort();
        bySets.set(sets, ids);
      }
      return ids;
    },
  };
}

/** Groups by what traits and labels say; what endpoints share is looked at once, so that most cost a few steps in memory. */
function gather({ columns }: EndpointTable, labels: LabelSets, atoms: AddressAtoms, ports: PortNames): Groups {
  const { count, flags } = columns;
  const ofEndpoint = new Int32Array(count); const labelSets: number[] = []; const bases: number[] = []; const traits: ClassTraits[] = [];
  const trie = createTrie(); const root = trie.root(); const baseOfNode: number[] = []; const ids = createPairMemo();
  const setOf = memoised(columns.labelSets.count, (id) => { const { labels: map, unknownLabelPrefix } = columns.labelSets.at(id); return labels.intern(map, unknownLabelPrefix); });
  const signatureOf = memoised(columns.portLists.count, (id) => ports.signatureOf(columns.portLists.at(id)));
  for (let index = 0; index < count; index += 1) {
    const addresses = addressClasses(columns, index, atoms);
    const signature = signatureOf(columns.ports[index]!); const flag = flags[index]!;
    let node = trie.step(trie.step(root, flag), signature);
    for (const external of addresses) node = trie.step(node, external);
    const base = baseOfNode[node] ??= traits.push({
      families: (flag & 3) as FamilyMask, isHost: (flag & FLAGS.isHost) !== 0, isGoverned: (flag & FLAGS.isGoverned) !== 0, areAddressesKnown: (flag & FLAGS.areAddressesKnown) !== 0, ports: signature, addresses,
    }) - 1;
    const labelSet = setOf(columns.labels[index]!);
    let group = ids.get(labelSet, base);
    if (group < 0) {
      group = labelSets.push(labelSet) - 1;
      bases.push(base);
      ids.set(labelSet, base, group);
    }
    ofEndpoint[index] = group;
  }
  return { ofEndpoint, labelSet: labelSets, base: bases, traits, ofLabelSets: listsByLabelSet(labelSets) };
}

/** The groups of some label sets, in the order of those. */
function listsByLabelSet(labelSets: readonly number[]): Groups['ofLabelSets'] {
  const starts = new Int32Array(labelSets.reduce((most, set) => Math.max(most, set), -1) + 3); const groups = new Int32Array(labelSets.length);
  for (const set of labelSets) starts[set + 2]! += 1;
  for (let set = 2; set < starts.length; set += 1) starts[set]! += starts[set - 1]!;
  for (const [group, set] of labelSets.entries()) {
    groups[starts[set + 1]!] = group;
    starts[set + 1]! += 1;
  }
  return (sets) => {
    let count = 0;
    for (const set of sets) count += starts[set + 1]! - starts[set]!;
    const found = new Int32Array(count); let at = 0;
    for (const set of sets) for (let place = starts[set]!; place < starts[set + 1]!; place += 1) {
      found[at] = groups[place]!;
      at += 1;
    }
    return found;
  };
}

function memoised(count: number, make: (id: number) => number): (id: number) => number {
  const known = new Int32Array(count).fill(-1);
  return (id) => {
    if (known[id]! < 0) known[id] = make(id);
    return known[id]!;
  };
}

const NO_CLASSES: readonly number[] = [];

function addressClasses(columns: EndpointColumns, index: number, atoms: AddressAtoms): readonly number[] {
  const first = columns.addressStarts[index]!; const end = columns.addressStarts[index + 1]!;
  if (first === end || (columns.flags[index]! & FLAGS.areAddressesKnown) === 0) return NO_CLASSES;
  const found: number[] = [];
  for (let at = first; at < end; at += 1) found.push(externalClassOf(atoms, addressAt(columns, at)));
  return found.length < 2 ? found : [...new Set(found)].sort((a, b) => a - b);
}

/** A part of the partition for each group. No part is empty, so there are never more of them than groups. */
interface Partition { readonly count: number; readonly ofGroup: Int32Array }

/** Splits the partition by traits with every predicate in turn; O(sum of members). */
function refine(groups: Groups, predicates: readonly LabelMatches[]): Partition {
  const ofGroup = Int32Array.from(groups.base); let count = groups.traits.length;
  const sizes = new Int32Array(ofGroup.length); const hits = new Int32Array(ofGroup.length); const fresh = new Int32Array(ofGroup.length); const touched = new Int32Array(ofGroup.length);
  for (const part of ofGroup) sizes[part]! += 1;
  const split = (members: Int32Array): void => {
    let found = 0;
    for (let at = 0; at < members.length; at += 1) {
      const part = ofGroup[members[at]!]!;
      if (hits[part] === 0) { touched[found] = part; found += 1; }
      hits[part]! += 1;
    }
    for (let at = 0; at < found; at += 1) {
      const part = touched[at]!;
      if (hits[part] === sizes[part]) fresh[part] = part;
      else {
        fresh[part] = count; sizes[count] = hits[part]!; sizes[part]! -= hits[part]!;
        count += 1;
      }
      hits[part] = 0;
    }
    for (let at = 0; at < members.length; at += 1) ofGroup[members[at]!] = fresh[ofGroup[members[at]!]!]!;
  };
  for (const { sure, maybe } of predicates) {
    split(groups.ofLabelSets(sure));
    if (maybe.length > 0) split(groups.ofLabelSets(maybe));
  }
  return { count, ofGroup };
}
