import { expect, it } from 'vitest';
import { NO_ADDRESSES } from '../model/address.ts';
import type { Endpoint, Firewalls } from '../model/firewalls.ts';
import type { Selection } from '../model/question.ts';
import { canReach } from '../query/can-reach.ts';
import { pairBounds } from '../query/pair-bounds.ts';
import { reachableFrom, whoCanReach } from '../query/set-questions.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom } from '../testing/random.ts';
import { compile } from './compile.ts';
import { extendView } from './extend-view.ts';

/** Endpoints of another world, under names of their own. */
function strangers(seed: number): readonly Endpoint[] {
  return createRandom(seed).some([...randomFirewalls(seed + 1).endpoints], 0.3).slice(0, 3).map((endpoint) => {
    const ref = `pod:zz/${endpoint.ref}`;
    return { ...endpoint, ref, workload: ref, owner: ref };
  });
}

const grown = (firewalls: Firewalls, added: readonly Endpoint[]): Firewalls => ({ ...firewalls, endpoints: [...firewalls.endpoints, ...added].map((endpoint, index) => ({ ...endpoint, index })) });

it('a view with endpoints added answers as one that was compiled with them', () => {
  forSeeds(60, (seed) => {
    const firewalls = randomFirewalls(seed); const added = strangers(seed);
    const all = grown(firewalls, added);
    const extended = extendView(compile(firewalls), added); const anew = compile(all);
    expect({ ...extended.firewalls, endpoints: [...extended.firewalls.endpoints] }).toEqual(all);
    expect(extended.classes.count).toBe(anew.classes.count);
    const ends = allEnds(all);
    for (const from of ends) for (const to of ends) expect(pairBounds(extended, from, to)).toEqual(pairBounds(anew, from, to));
  });
});

it('a pod that does not exist yet is answered as if the view had it', () => {
  forSeeds(30, (seed) => {
    const firewalls = randomFirewalls(seed); const added = strangers(seed);
    const view = compile(firewalls);
    for (const endpoint of added) {
      const all = compile(grown(firewalls, [endpoint]));
      const hypothetical: Selection = { ref: endpoint.ref, endpoints: [], external: NO_ADDRESSES, caveats: [], hypothetical: { ...endpoint, index: -1 } };
      const real: Selection = { ref: endpoint.ref, endpoints: [firewalls.endpoints.length], external: NO_ADDRESSES, caveats: [] };
      const others: Selection = { ref: 'all', endpoints: firewalls.endpoints.map(({ index }) => index), external: { ipv4: [0, 0x0a00_0005], ipv6: [] }, caveats: [] };
      expect(canReach(view, { from: hypothetical, to: others, traffic: null })).toEqual(canReach(all, { from: real, to: others, traffic: null }));
      expect(canReach(view, { from: others, to: hypothetical, traffic: null })).toEqual(canReach(all, { from: others, to: real, traffic: null }));
      const question = { traffic: null, groupBy: 'pod' } as const;
      expect(whoCanReach(view, { to: hypothetical, ...question })).toEqual(whoCanReach(all, { to: real, ...question }));
      expect(reachableFrom(view, { from: hypothetical, ...question })).toEqual(reachableFrom(all, { from: real, ...question }));
    }
  });
});
