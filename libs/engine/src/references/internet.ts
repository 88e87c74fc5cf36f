import { ALL_ADDRESSES, parseCidr, setOfRange, subtractAddresses, uniteAddresses, type AddressSet } from '../model/address.ts';
import { invariant } from '../model/invariant.ts';

const NOT_PUBLIC = [
  '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', // private
  '100.64.0.0/10', // shared by carriers
  '127.0.0.0/8', '::1/128', // loopback
  '169.254.0.0/16', 'fe80::/10', // link-local
  '224.0.0.0/4', 'ff00::/8', // multicast
];

/** Every address that is not private, shared, loopback, link-local or multicast. */
export const PUBLIC_ADDRESSES: AddressSet = subtractAddresses(ALL_ADDRESSES, uniteAddresses(...NOT_PUBLIC.map((cidr) => {
  const range = parseCidr(cidr);
  invariant(range !== undefined, 'E-51C7', `${cidr} is a CIDR`);
  return setOfRange(range);
})));
