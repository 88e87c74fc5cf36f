import { describe, expect, it } from 'vitest';
import { ALL_ADDRESSES, addressText, cidrsOf, parseAddress, parseCidr, rangesOf, rangeText, setOfAddress, setOfRange, subtractAddresses, uniteAddresses, type AddressRange } from './address.ts';

const text = (given: string): string | undefined => { const address = parseAddress(given); return address === undefined ? undefined : addressText(address); };
const range = (cidr: string): AddressRange => parseCidr(cidr)!;

describe('addresses', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'], ['255.255.255.255', '255.255.255.255'], ['::', '::'], ['::1', '::1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'], ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'], ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'], ['0:0:1::', '0:0:1::'],
  ])('writes %s as %s (RFC 5952)', (given, wanted) => {
    expect(text(given)).toBe(wanted);
  });

  it('keeps an IPv4-mapped address an IPv6 one', () => {
    expect(parseAddress('::ffff:10.0.0.1')).toEqual({ family: 6, value: 0xffff_0a00_0001n });
  });

  it('reads a dotted tail as the last 32 bits and nothing else', () => {
    expect(parseAddress('::1.2.3.4')).toEqual({ family: 6, value: 0x0102_0304n });
    expect(parseAddress('64:ff9b::192.0.2.33')).toEqual(parseAddress('64:ff9b::c000:221'));
  });

  it.each(['', '10.0.0', '10.0.0.256', '010.0.0.1', '0x10.0.0.1', '10.0.0.1.', '1.2.3.4.5', ' 10.0.0.1', '10.0.0.1 ', '10.0.0.1/32', 'fe80::1%eth0', '1::2::3', '12345::', '[::1]', '::1.2.3', '::1.2.3.04', '1.2.3.4::', 'localhost', '1'])('refuses %j', (given) => {
    expect(parseAddress(given)).toBeUndefined();
  });
});

describe('CIDRs', () => {
  it('IP-8 masks the host bits off', () => {
    expect(rangeText(range('10.0.0.77/24'))).toBe('10.0.0.0/24');
    expect(rangeText(range('2001:db8::ffff/64'))).toBe('2001:db8::/64');
  });

  it('reaches from nothing to everything', () => {
    expect(uniteAddresses(setOfRange(range('0.0.0.0/0')), setOfRange(range('::/0')))).toEqual(ALL_ADDRESSES);
    expect(range('255.255.255.255/32')).toEqual({ family: 4, first: 0xffff_ffff, last: 0xffff_ffff });
    expect(rangeText(range('128.0.0.0/1'))).toBe('128.0.0.0/1');
  });

  it.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '::/129', '/8', '10.0.0.0/-1', '10.0.0.0/8/8', '10.0.0.0/ 8', '010.0.0.0/8', '10.0.0.0/1e1'])('refuses %j', (given) => {
    expect(parseCidr(given)).toBeUndefined();
  });
});

describe('ranges', () => {
  it('are an address, a CIDR, or first and last', () => {
    expect(rangeText({ family: 4, first: 1, last: 1 })).toBe('0.0.0.1');
    expect(rangeText({ family: 4, first: 0x0a00_0001, last: 0x0a00_0002 })).toBe('10.0.0.1-10.0.0.2');
    expect(rangeText({ family: 6, first: 0n, last: (1n << 64n) - 1n })).toBe('::/64');
  });

  it('are covered by the fewest CIDRs', () => {
    expect(cidrsOf({ family: 4, first: 0x0a00_0001, last: 0x0a00_0006 })).toEqual(['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/31', '10.0.0.6/32']);
    expect(cidrsOf({ family: 4, first: 0, last: 0xffff_ffff })).toEqual(['0.0.0.0/0']);
    expect(cidrsOf({ family: 6, first: 0n, last: (1n << 128n) - 1n })).toEqual(['::/0']);
  });

  it('come IPv4 before IPv6, with nothing left of a hole', () => {
    const hole = subtractAddresses(ALL_ADDRESSES, setOfAddress(parseAddress('10.0.0.1')!));
    expect(rangesOf(hole).map(rangeText)).toEqual(['0.0.0.0-10.0.0.0', '10.0.0.2-255.255.255.255', '::/0']);
  });
});
