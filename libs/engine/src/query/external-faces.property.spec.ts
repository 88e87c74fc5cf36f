import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { randomFirewalls } from '../testing/random-firewalls.ts';
import { externalFaces } from './external-faces.ts';
import { foldPoint } from './fold.ts';

/** Bounds of a program over slots that share a family with an end, each once. */
function sights(view: View, direction: Direction, program: number, families: number, slots: readonly number[]): readonly string[] {
  const shared = slots.filter((slot) => (view.axis.families[slot]! & families) !== 0);
  return [...new Set(shared.map((slot) => `${String(view.axis.families[slot])} ${(['lower', 'upper'] as const).map((bound) => foldPoint(view, direction, program, slot, bound)).join(' ')}`))].sort();
}

it('what stands for the addresses of an end is let through in every way that one of them is, and few do', () => {
  let all = 0; let few = 0;
  forSeeds(150, (seed) => {
    const view = compile(randomFirewalls(seed, { pods: 10 })); const { axis } = view;
    const external = Array.from({ length: axis.externalCount }, (_, id) => axis.classCount + id);
    for (const slots of [external, external.filter((slot) => slot % 2 === 0)]) for (const direction of ['egress', 'ingress'] as const) {
      const faces = externalFaces(view, direction, slots);
      for (let program = 0; program < view.programs[direction].count; program += 1) for (const families of [1, 2, 3]) {
        const standing = faces(program, families);
        expect(sights(view, direction, program, families, standing)).toEqual(sights(view, direction, program, families, slots));
        all += slots.length; few += standing.length;
      }
    }
  });
  expect(few).toBeLessThan(all / 2);
  expect(few).toBeGreaterThan(0);
});
