import { describe, expect, it } from 'vitest';
import { lowerAs } from '../../enforcers/registry.ts';
import { calicoPolicy, globalPolicy, underCalico } from '../calico-world.ts';
import { CAST, policy, world } from '../world.ts';

/** A document whose text shows what it is, and which cannot be read. */
const broken = (kind: string, metadata: string): string => `apiVersion: projectcalico.org/v3\nkind: ${kind}\nmetadata: ${metadata}\nspec: {selector: [}\n`;
const UNREADABLE = broken('GlobalNetworkPolicy', '{name: g}');

describe('what is not known of a cluster of Calico', () => {
  it('CE-9 a policy that cannot be read leaves open what it may allow or deny to pods that it may select', () => {
    const ofNamespace = underCalico([broken('NetworkPolicy', '{namespace: shop, name: p}')]);
    expect([ofNamespace.verdict('lab/web', 'shop/db', 'TCP 80'), ofNamespace.verdict('shop/db', 'lab/web', 'TCP 80'), ofNamespace.verdict('lab/web', 'lab/job', 'TCP 80')]).toEqual(['UNKNOWN', 'UNKNOWN', 'ALLOWED']);
    const global = underCalico([UNREADABLE]);
    expect([global.verdict('lab/web', 'lab/job', 'TCP 80'), global.verdict('node:n1', 'shop/web', 'TCP 80')]).toEqual(['UNKNOWN', 'ALLOWED']);
    expect(underCalico([broken('StagedGlobalNetworkPolicy', '{name: s}')]).verdict('lab/web', 'lab/job', 'TCP 80')).toBe('ALLOWED');
  });

  it('CE-9 so does one that a pod without a sure answer elsewhere would meet, and a sure deny of every policy stays', () => {
    const denying = underCalico([UNREADABLE, globalPolicy('d', "selector: app == 'db', types: [Ingress, Egress]")]);
    expect(denying.explain('lab/web', 'shop/db', 'TCP 80').ingress.steps.map(({ code }) => code)).toEqual(expect.arrayContaining(['POLICY_UNREADABLE', 'TIER_DEFAULT_DENY']));
  });

  it('CE-10 kinds that the input did not collect, and those that Calico does not read, stand before every answer', () => {
    const collection = '{apiVersion: postern/v1, kind: Collection, collected: [{group: "", kind: Pod, namespaces: "*"}, {group: networking.k8s.io, kind: NetworkPolicy, namespaces: "*"}]}';
    const caveats = (objects: readonly string[]): readonly string[] => world([...objects, CAST], {}, (snapshot) => lowerAs(snapshot, { name: 'calico', version: '3.32.1' }, {})).firewalls.caveats.map(({ code, message }) => `${code} ${message}`);
    expect(caveats([collection])).toEqual([expect.stringContaining('KIND_NOT_COLLECTED The input says that these were not collected: NetworkPolicy (projectcalico.org), GlobalNetworkPolicy') as string]);
    const cilium = '{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {namespace: shop, name: c}, spec: {endpointSelector: {}, ingress: [{}]}}';
    expect(caveats([cilium, policy('shop/k', 'podSelector: {}'), calicoPolicy('shop/c', '')])).toEqual(['KIND_NOT_ENFORCED Calico 3.32.1 does not read these: CiliumNetworkPolicy.']);
  });

  it('CE-10 canal is the same enforcer, and its settings may have either name', () => {
    const lowered = world([CAST], { 'canal.staged': 'enforced' }, (snapshot, settings = {}) => lowerAs(snapshot, { name: 'canal', version: null }, settings)).firewalls;
    expect([lowered.enforcer.name, lowered.enforcer.settings['calico.staged']]).toEqual(['calico', 'enforced']);
  });
});
