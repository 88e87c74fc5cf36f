import { describe, expect, it } from 'vitest';
import { calicoPolicy, underCalico } from '../calico-world.ts';

/** Whether lab/web reaches shop/web on a port under one policy of Calico in front of that, and whether shop/db does. */
function reached(spec: string): readonly unknown[] {
  const world = underCalico([calicoPolicy('shop/p', `selector: app == "web", types: [Ingress], ${spec}`)]);
  return ['lab/web', 'shop/db'].map((from) => world.verdict(from, 'shop/web', 'TCP 80'));
}

const rule = (of: string): string => `ingress: [{${of}}]`;

describe('objects that are stored although the API of Calico refuses them', () => {
  it('CX-1 close nothing where Felix leaves them out whole', () => {
    for (const of of ['action: Allow, protocol: TCP, destination: {ports: ["9:8"]}', 'action: Allow, source: {selector: "app ="}', 'action: pass', 'action: Allow, ipVersion: 5']) expect(reached(rule(of)), of).toEqual(['ALLOWED', 'ALLOWED']);
    expect(reached(rule('action: Allow, source: {selector: "app == \'db\'"}'))).toEqual(['DENIED', 'ALLOWED']);
  });

  it('CX-2 mean more by what is left out of them', () => {
    expect(reached(rule('action: Allow, source: {nets: [10.0.1.2/32, nonsense]}'))).toEqual(['DENIED', 'ALLOWED']);
    expect(reached(rule('action: Allow, source: {nets: [nonsense]}'))).toEqual(['ALLOWED', 'ALLOWED']);
  });

  it('CX-8 allow by rules that have no action', () => {
    expect(reached(rule('source: {selector: "app == \'db\'"}'))).toEqual(['DENIED', 'ALLOWED']);
  });
});
