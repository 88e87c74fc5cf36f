import { expect, it } from 'vitest';
import { roleMatrix } from './role-matrix.ts';
import { compile } from '../../compile/compile.ts';
import { explainBounds } from '../../explain/bounds.ts';
import { isEmptySet } from '../../model/connection-set.ts';
import { forSeeds } from '../../testing/for-seeds.ts';
import { randomFirewalls } from '../../testing/random-firewalls.ts';

it('a bit says whether the plain evaluator allows anything, for all pairs on different nodes', () => {
  let allowed = 0; let denied = 0;
  forSeeds(300, (seed) => {
    const firewalls = randomFirewalls(seed, { pods: 12 }); const view = compile(firewalls);
    const { sources, targets, words, bits } = roleMatrix(view); const { ofEndpoint } = view.classes;
    for (const from of firewalls.endpoints) for (const to of firewalls.endpoints) {
      if (from === to || ((from.isHost || to.isHost) && from.node !== null && from.node === to.node)) continue;
      const { surely } = explainBounds(firewalls, { kind: 'endpoint', index: from.index }, { kind: 'endpoint', index: to.index });
      const source = sources.ofClass[ofEndpoint[from.index]!]!; const target = targets.ofClass[ofEndpoint[to.index]!]!;
      const bit = (bits[source * words + (target >> 5)]! >>> (target & 31)) & 1;
      expect(bit, `${from.ref} to ${to.ref}`).toBe(isEmptySet(surely) ? 0 : 1);
      if (bit === 1) allowed += 1; else denied += 1;
    }
  });
  expect(Math.min(allowed, denied)).toBeGreaterThan(2000);
});

it('bits past the last role of a row are not set', () => {
  forSeeds(60, (seed) => {
    const { sources, targets, words, bits } = roleMatrix(compile(randomFirewalls(seed, { pods: 12 })));
    for (let source = 0; source < sources.count; source += 1) for (let past = targets.count; past < words * 32; past += 1) {
      expect((bits[source * words + (past >> 5)]! >>> (past & 31)) & 1).toBe(0);
    }
  });
});
