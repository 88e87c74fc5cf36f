import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { connections, subtract } from '../model/connection-set.ts';
import { pairBounds } from '../query/pair-bounds.ts';
import { appIs, firewallsOf, podNamed, rule } from '../testing/build-firewalls.ts';
import { pod, policy } from '../testing/world.ts';
import { diffViews } from './diff-views.ts';
import { diffOf, lines } from './testing/two-clusters.ts';

const APPS = ['a', 'b', 'c', 'd', 'e', 'f'];
const backend = (name: string, node: string): string => pod(`shop/${name}`, { labels: `app: ${name}, role: backend`, ip: `10.0.1.${String(10 + APPS.indexOf(name))}`, node });
const agent = (node: string): string => pod('shop/agent', { labels: 'app: agent', ip: node === 'n1' ? '172.18.0.1' : '172.18.0.2', hostIP: node === 'n1' ? '172.18.0.1' : '172.18.0.2', spec: 'hostNetwork: true', node });
const CLOSED = policy('shop/backends', 'podSelector: {matchLabels: {role: backend}}, policyTypes: [Ingress]');
const lone = (name: string): string => policy(`shop/${name}`, `podSelector: {matchLabels: {app: ${name}}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: a}}}]}]`);

describe('moves that ends share', () => {
  it('are not those of Pods with equal labels on other nodes, where a host is on one of them', () => {
    const base = [agent('n1'), ...APPS.map((name, at) => backend(name, at % 2 === 0 ? 'n1' : 'n2')), CLOSED];
    const moved = [agent('n2'), ...APPS.map((name, at) => backend(name, at % 2 === 0 ? 'n1' : 'n2')), CLOSED];
    const changed = lines(diffOf(base, moved)).filter((line) => line.includes('pod:shop/agent >'));
    expect(changed).toEqual(APPS.map((name, at) => `${at % 2 === 0 ? 'CLOSED' : 'OPENED'} pod:shop/agent > pod:shop/${name}: ${at % 2 === 0 ? '"ALL" to ""' : '"" to "ALL"'} by NETWORK`));
  });

  it('are not those of an end for which a rule speaks by itself', () => {
    const base = [...APPS.map((name) => backend(name, 'n1')), CLOSED];
    expect(lines(diffOf(base, [...base, lone('c')]))).toEqual(['OPENED pod:shop/a > pod:shop/c: "" to "ALL" by POLICY']);
    // With the isolation gone all may but those that another policy isolates too: there a keeps what it had.
    const open = base.slice(0, -1);
    expect(lines(diffOf([...base, lone('c')], [...open, lone('c')])).filter((line) => line.includes('> pod:shop/c'))).toEqual([]);
    expect(lines(diffOf([...base, lone('c')], [...open, lone('c')])).filter((line) => line.startsWith('OPENED pod:')).length).toBe((APPS.length - 1) * (APPS.length - 1));
  });

  it('of an end with several classes hang on every one of them, whichever has another rule before it', () => {
    const owned = (name: string, labels: string, at: number): string => pod(`shop/${name}`, { labels, ip: `10.0.2.${String(at)}`, metadata: 'ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: set, uid: u, controller: true}]' });
    const mixed = [owned('set-0', 'app: first, role: backend', 1), owned('set-1', 'app: second', 2)];
    const base = [backend('a', 'n1'), backend('b', 'n1'), ...mixed, policy('shop/second', 'podSelector: {matchLabels: {app: second}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: a}}}]}]')];
    const given = diffOf(base, [...base, policy('shop/first', 'podSelector: {matchLabels: {app: first}}, policyTypes: [Ingress]')]).changes.filter(({ to, from }) => to.ref.endsWith('/set') && from.kind === 'pod');
    expect(given.map(({ from, kind, before, after }) => [from.ref, kind, before.allowed.length > 0, before.partial.length > 0, after.allowed.length > 0, after.partial.length > 0])).toEqual([
      ['pod:shop/a', 'CHANGED', true, false, false, true], ['pod:shop/b', 'CLOSED', false, true, false, false],
    ]);
  });

  it('are not those of a sender that a rule names, where the receiver has other families than before', () => {
    const world = (...ips: readonly string[]): ReturnType<typeof compile> => compile(firewallsOf([podNamed('r', { ips }), podNamed('s', { ips: ['10.0.0.5', 'fd00::5'] })], {
      ingress: [rule('deny', appIs('r', 's'), { peers: [{ labels: appIs('s'), element: 0 }], traffic: [{ kind: 'fixed', connections: connections('TCP', 80), element: 0 }] })],
    }));
    const base = world('10.0.0.4'); const target = world('10.0.0.4', 'fd00::4');
    const change = diffViews(base, target, { groupBy: 'pod', resources: [] }).changes.filter(({ from, to }) => from.ref.endsWith('/s') && to.ref.endsWith('/r')).at(0);
    for (const [view, side] of [[base, change?.before], [target, change?.after]] as const) {
      const { surely } = pairBounds(view, { kind: 'endpoint', index: 1 }, { kind: 'endpoint', index: 0 });
      expect(side?.allowed).toEqual(surely);
      expect(subtract(surely, connections('TCP', 80))).toEqual(surely);
    }
  });
});
