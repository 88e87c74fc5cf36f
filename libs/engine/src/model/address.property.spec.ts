import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressText, cidrsOf, containsAddress, familiesOf, intersectAddresses, IPV4_LAST, IPV6_LAST, isNoAddress, parseAddress, parseCidr, rangesOf, setOfAddress, setOfRange, setOfValues, subtractAddresses, uniteAddresses, type Address, type AddressRange, type AddressSet } from './address.ts';

const SPAN = 24;
const address: fc.Arbitrary<Address> = fc.oneof(
  fc.nat(IPV4_LAST).map((value) => ({ family: 4 as const, value })),
  fc.bigInt(0n, IPV6_LAST).map((value) => ({ family: 6 as const, value })),
);
// Both ends of the space, where arithmetic overflows, and few addresses, so that ranges meet.
const start4 = fc.constantFrom(0, IPV4_LAST - SPAN); const start6 = fc.constantFrom(0n, IPV6_LAST - BigInt(SPAN));
const smallRange: fc.Arbitrary<AddressRange> = fc.tuple(fc.boolean(), start4, start6, fc.nat(SPAN), fc.nat(SPAN)).map(([isIpv4, base4, base6, a, b]) => {
  const low = Math.min(a, b); const high = Math.max(a, b);
  return isIpv4 ? { family: 4, first: base4 + low, last: base4 + high } : { family: 6, first: base6 + BigInt(low), last: base6 + BigInt(high) };
});
const set = fc.array(smallRange, { maxLength: 6 }).map((ranges) => uniteAddresses(...ranges.map(setOfRange)));

/** The oracle: every address that any small range can hold, asked one by one. */
const UNIVERSE: readonly Address[] = [0, IPV4_LAST - SPAN].flatMap((base) => Array.from({ length: SPAN + 1 }, (_, i): Address => ({ family: 4, value: base + i })))
  .concat([0n, IPV6_LAST - BigInt(SPAN)].flatMap((base) => Array.from({ length: SPAN + 1 }, (_, i): Address => ({ family: 6, value: base + BigInt(i) }))));
const members = (given: AddressSet): readonly string[] => UNIVERSE.filter((one) => containsAddress(given, one)).map(addressText);

describe('addresses', () => {
  it('reads back exactly what it writes', () => {
    fc.assert(fc.property(address, (given) => {
      expect(parseAddress(addressText(given))).toEqual(given);
    }), { numRuns: 500 });
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:.%/]{0,24}$/)), (text) => {
      expect(() => [parseAddress(text), parseCidr(text)]).not.toThrow();
    }), { numRuns: 500 });
  });
});

describe('address sets against single addresses', () => {
  it('unites, subtracts and intersects as the oracle does', () => {
    fc.assert(fc.property(set, set, (a, b) => {
      const left = new Set(members(a)); const right = new Set(members(b));
      const all = UNIVERSE.map(addressText);
      expect(members(uniteAddresses(a, b))).toEqual(all.filter((one) => left.has(one) || right.has(one)));
      expect(members(subtractAddresses(a, b))).toEqual(all.filter((one) => left.has(one) && !right.has(one)));
      expect(members(intersectAddresses(a, b))).toEqual(all.filter((one) => left.has(one) && right.has(one)));
    }), { numRuns: 300 });
  });

  it('has equal sets for equal members, whichever way they came about', () => {
    fc.assert(fc.property(set, set, (a, b) => {
      expect(uniteAddresses(a, b)).toEqual(uniteAddresses(b, a));
      expect(uniteAddresses(subtractAddresses(a, b), intersectAddresses(a, b))).toEqual(a);
      expect(uniteAddresses(...rangesOf(a).map(setOfRange))).toEqual(a);
      expect(isNoAddress(a)).toBe(members(a).length === 0);
      expect(familiesOf(a)).toBe((a.ipv4.length > 0 ? 1 : 0) + (a.ipv6.length > 0 ? 2 : 0));
    }));
  });

  it('is covered by its CIDRs, neither more nor less', () => {
    fc.assert(fc.property(smallRange, (range) => {
      const cidrs = cidrsOf(range).map((text) => setOfRange(parseCidr(text)!));
      expect(uniteAddresses(...cidrs)).toEqual(setOfRange(range));
    }));
  });
});

it('addresses in any order are the union of each by itself', () => {
  const near4 = fc.tuple(start4, fc.nat(SPAN)).map(([base, offset]) => base + offset); const near6 = fc.tuple(start6, fc.nat(SPAN)).map(([base, offset]) => base + BigInt(offset));
  fc.assert(fc.property(fc.array(near4), fc.array(near6), (ipv4, ipv6) => {
    const each = [...ipv4.map((value) => setOfAddress({ family: 4, value })), ...ipv6.map((value) => setOfAddress({ family: 6, value }))];
    expect(setOfValues(Uint32Array.from(ipv4), [...ipv6])).toEqual(uniteAddresses(...each));
  }));
});
