import { parseCidr, setOfRange, type AddressSet } from '../../model/address.ts';
import { invariant } from '../../model/invariant.ts';

/** The addresses of a prefix that reading has taken. */
export function rangeSet(cidr: string): AddressSet {
  const range = parseCidr(cidr);
  invariant(range !== undefined, 'E-5C1D', `the CIDR ${cidr} was not refused on reading`);
  return setOfRange(range);
}
