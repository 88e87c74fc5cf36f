import { externalClassOf, type AddressAtoms } from '../compile/address-atoms.ts';
import type { ClassTraits } from '../compile/classes.ts';
import type { PortNames } from '../compile/port-names.ts';
import type { Endpoint } from '../model/firewalls.ts';

/** What endpoints have in common apart from labels, by number. Grows while it is used. */
export interface TraitsIndex {
  numberOf(traits: ClassTraits): number;
  at(id: number): ClassTraits;
}

export function createTraitsIndex(): TraitsIndex {
  const all: ClassTraits[] = []; const ids = new Map<string, number>();
  return {
    numberOf(traits) {
      const key = `${String(traits.families)} ${String(traits.isHost)} ${String(traits.isGoverned)} ${String(traits.areAddressesKnown)} ${String(traits.ports)} ${traits.addresses.join()}`;
      let id = ids.get(key);
      if (id === undefined) {
        id = all.push(traits) - 1;
        ids.set(key, id);
      }
      return id;
    },
    at: (id) => all[id]!,
  };
}

export function traitsOf({ families, isHost, isGoverned, areAddressesKnown, ports, addresses }: Endpoint, atoms: AddressAtoms, names: PortNames): ClassTraits {
  const externals = areAddressesKnown ? [...new Set(addresses.map((address) => externalClassOf(atoms, address)))].sort((a, b) => a - b) : [];
  return { families, isHost, isGoverned, areAddressesKnown, ports: names.signatureOf(ports), addresses: externals };
}
