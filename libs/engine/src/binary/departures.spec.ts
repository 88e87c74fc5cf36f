import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { invariant } from '../model/invariant.ts';
import { underEnforcer } from '../testing/under-enforcer.ts';
import { policy } from '../testing/world.ts';
import { loadView } from './load-view.ts';
import { packView } from './pack-view.ts';

it('keeps which policies an enforcer reads otherwise, and how', () => {
  const { firewalls } = underEnforcer('weave-npc', [policy('shop/p', 'podSelector: {}, ingress: [{ports: [{port: 80, endPort: 90}]}]')]);
  const loaded = loadView(packView(compile(firewalls)), () => { invariant(firewalls.directory !== undefined, 'E-53B1', 'a world has a directory'); return firewalls.directory; });
  expect(loaded.firewalls.departures).toEqual(firewalls.departures);
  expect(loaded.firewalls.departures).toHaveLength(1);
});
