import fc from 'fast-check';
import { expect, it } from 'vitest';
import { identityKey } from '../model/location.ts';
import type { ObjectVersion } from './meaning/object-meaning.ts';
import { pairedByIdentity } from './paired-objects.ts';

const object = fc.record<ObjectVersion>({
  group: fc.constantFrom('', 'apps'), kind: fc.constantFrom('Pod', 'Service'), namespace: fc.constantFrom('', 'a', 'b'), name: fc.constantFrom('x', 'y', '__proto__'), value: fc.record({ n: fc.nat() }),
});

it('objects are paired as if each version were listed by identity, the last of each counting', () => {
  fc.assert(fc.property(fc.array(object), fc.array(object), (base, target) => {
    const before = new Map(base.map((each) => [identityKey(each), each])); const after = new Map(target.map((each) => [identityKey(each), each]));
    const paired = pairedByIdentity(base, target); const { removed, added } = paired;
    const pairs = paired.base.flatMap((each, at) => (paired.partners[at] === -1 ? [] : [{ before: each, after: paired.target[paired.partners[at]!] }]));
    expect(removed).toEqual([...before].filter(([key]) => !after.has(key)).map(([, each]) => each));
    expect(added).toEqual([...after].filter(([key]) => !before.has(key)).map(([, each]) => each));
    expect(pairs).toEqual([...before].filter(([key]) => after.has(key)).map(([key, each]) => ({ before: each, after: after.get(key) })));
  }), { numRuns: 500 });
});
