import { externalClassOf, type AddressAtoms } from './address-atoms.ts';
import type { Counters } from './counters.ts';
import type { LabelMatches, LabelSets } from './label-sets.ts';
import { createPairMemo } from './pair-memo.ts';
import type { PortNames } from './port-names.ts';
import { createTrie } from './trie.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Endpoint, Endpoints, Firewalls } from '../model/firewalls.ts';

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
  readonly traits: readonly ClassTraits[];
  /** The classes of some label sets, ascending. */
  ofLabelSets(sets: readonly number[]): Int32Array;
}

interface Groups { readonly ofEndpoint: Int32Array; readonly labelSet: number[]; readonly base: number[]; readonly traits: ClassTraits[]; readonly ofLabelSet: number[][] }

export function classify(firewalls: Firewalls, labels: LabelSets, atoms: AddressAtoms, ports: PortNames, counters: Counters): Classes {
  const groups = gather(firewalls.endpoints, labels, atoms, ports);
  counters.groups += groups.labelSet.length;
  const partition = refine(groups, labels.distinct());
  // Numbers that follow the endpoints do not depend on the order of rules.
  const renamed = new Map<number, number>(); const traits: ClassTraits[] = [];
  const ofEndpoint = new Int32Array(firewalls.endpoints.length);
  for (const [endpoint, group] of groups.ofEndpoint.entries()) {
    const raw = partition[group]!;
    let id = renamed.get(raw);
    if (id === undefined) {
      id = traits.push(groups.traits[groups.base[group]!]!) - 1;
      renamed.set(raw, id);
    }
    ofEndpoint[endpoint] = id;
  }
  const ofGroup = partition.map((raw) => renamed.get(raw)!);
  counters.classes += traits.length;
  const bySets = new Map<readonly number[], Int32Array>();
  return {
    count: traits.length, ofEndpoint, traits,
    ofLabelSets(sets) {
      let ids = bySets.get(sets);
      if (ids === undefined) {
        const found = new Set<number>();
        for (const set of sets) for (const group of groups.ofLabelSet[set] ?? []) found.add(ofGroup[group]!);
        ids = Int32Array.from(found).sort();
        bySets.set(sets, ids);
      }
      return ids;
    },
  };
}

function gather(endpoints: Endpoints, labels: LabelSets, atoms: AddressAtoms, ports: PortNames): Groups {
  const groups: Groups = { ofEndpoint: new Int32Array(endpoints.length), labelSet: [], base: [], traits: [], ofLabelSet: [] };
  const trie = createTrie(); const root = trie.root(); const baseOfNode: number[] = []; const ids = createPairMemo();
  for (const [index, endpoint] of endpoints.entries()) {
    const addresses = addressClasses(endpoint, atoms);
    const signature = ports.signatureOf(endpoint.ports);
    const flags = endpoint.families + (endpoint.isHost ? 4 : 0) + (endpoint.isGoverned ? 8 : 0) + (endpoint.areAddressesKnown ? 16 : 0);
    let node = trie.step(trie.step(root, flags), signature);
    for (const external of addresses) node = trie.step(node, external);
    const base = baseOfNode[node] ??= groups.traits.push({
      families: endpoint.families, isHost: endpoint.isHost, isGoverned: endpoint.isGoverned, areAddressesKnown: endpoint.areAddressesKnown, ports: signature, addresses,
    }) - 1;
    const labelSet = labels.intern(endpoint.labels, endpoint.unknownLabelPrefix);
    let group = ids.get(labelSet, base);
    if (group < 0) {
      group = groups.labelSet.push(labelSet) - 1;
      groups.base.push(base);
      ids.set(labelSet, base, group);
      (groups.ofLabelSet[labelSet] ??= []).push(group);
    }
    groups.ofEndpoint[index] = group;
  }
  return groups;
}

function addressClasses({ addresses, areAddressesKnown }: Endpoint, atoms: AddressAtoms): readonly number[] {
  if (!areAddressesKnown) return [];
  const found = addresses.map((address) => externalClassOf(atoms, address));
  return found.length < 2 ? found : [...new Set(found)].sort((a, b) => a - b);
}

/** Splits the partition by traits with every predicate in turn; O(sum of members). */
function refine(groups: Groups, predicates: readonly LabelMatches[]): number[] {
  const classOf = [...groups.base]; const sizes: number[] = groups.traits.map(() => 0);
  for (const id of classOf) sizes[id]! += 1;
  const hits: number[] = []; const fresh: number[] = [];
  const split = (members: readonly number[]): void => {
    const touched: number[] = [];
    for (const group of members) {
      const id = classOf[group]!;
      if ((hits[id] ?? 0) === 0) touched.push(id);
      hits[id] = (hits[id] ?? 0) + 1;
    }
    for (const id of touched) fresh[id] = hits[id] === sizes[id] ? id : sizes.push(0) - 1;
    for (const group of members) {
      const from = classOf[group]!; const to = fresh[from]!;
      classOf[group] = to;
      sizes[from]! -= 1;
      sizes[to]! += 1;
    }
    for (const id of touched) hits[id] = 0;
  };
  const groupsOf = (sets: readonly number[]): readonly number[] => sets.flatMap((set) => groups.ofLabelSet[set] ?? []);
  for (const { sure, maybe } of predicates) {
    split(groupsOf(sure));
    split(groupsOf(maybe));
  }
  return classOf;
}
