import { expect, it } from 'vitest';
import { compile } from './compile/compile.ts';
import type { AddressSet } from './model/address.ts';
import type { Selection } from './model/question.ts';
import { cidr, firewallsOf, podNamed } from './testing/build-firewalls.ts';
import { witnessPair } from './witness-pair.ts';

const view = compile(firewallsOf([podNamed('web')], {}));
const both: AddressSet = { ...cidr('0.0.0.0/0'), ipv6: cidr('::/0').ipv6 };
const outside = (external: AddressSet): Selection => ({ ref: 'outside', endpoints: [], external, caveats: [] });
const witness = (from: AddressSet, to: AddressSet): readonly (string | undefined)[] => {
  const pair = witnessPair(view, { from: outside(from), to: outside(to), traffic: null }, 'ALLOWED');
  return [pair?.from.ref, pair?.to.ref];
};

it('shows two addresses of one family, never a pair that cannot meet', () => {
  expect(witness(both, both)).toEqual(['ip:0.0.0.0', 'ip:0.0.0.0']);
  expect(witness(both, cidr('2001:db8::/64'))).toEqual(['ip:::', 'ip:2001:db8::']);
});
