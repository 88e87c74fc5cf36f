import { describe, expect, it } from 'vitest';
import type { EnforcementAssessment } from '../model/enforcement.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';
import { readTexts } from '../read/session.ts';
import { assessed, onNode, running, underAssessment } from '../testing/under-assessment.ts';
import { CAST, policy } from '../testing/world.ts';
import { enforcedFirewalls } from './enforced-firewalls.ts';

const CLOSED = [policy('shop/closed', 'podSelector: {}, policyTypes: [Ingress, Egress]'), policy('lab/closed', 'podSelector: {}, policyTypes: [Ingress, Egress]')];
const OPEN_SHOP = policy('shop/closed', 'podSelector: {}, policyTypes: [Egress]');

describe('what a recognised cluster enforces', () => {
  it('EF-1 filters ingress on the node of the receiver and egress on the node of the sender', () => {
    const nodes = [onNode('n1', 'ENFORCING', 'weave-npc'), onNode('n2', 'NOT_SCHEDULED', 'weave-npc')];
    const cluster = underAssessment(CLOSED, assessed({ enforcers: [running('weave-npc')], verdict: 'PARTIAL', nodes }));
    const asked = (from: string, to: string): readonly unknown[] => { const { egress, ingress, verdict } = cluster.explain(from, to, 'TCP 80'); return [egress.decidedBy[0]?.code, ingress.decidedBy[0]?.code, verdict]; };
    expect([asked('lab/job', 'shop/web'), asked('shop/web', 'lab/job')]).toEqual([['NOT_GOVERNED', 'ISOLATED_NO_RULE_ADMITS', 'DENIED'], ['ISOLATED_NO_RULE_ADMITS', 'NOT_GOVERNED', 'DENIED']]);
    expect(underAssessment([policy('lab/closed', 'podSelector: {}')], assessed({ enforcers: [running('weave-npc')], nodes })).verdict('shop/web', 'lab/job', 'TCP 80')).toBe('ALLOWED');
  });

  it('EF-2 says of a pod on such a node that nothing filters there', () => {
    const cluster = underAssessment(CLOSED, assessed({ enforcers: [running('weave-npc')], nodes: [onNode('n1', 'ENFORCING', 'weave-npc'), onNode('n2', 'NOT_SCHEDULED', 'weave-npc')] }));
    expect(cluster.firewalls.endpoints.filter(({ caveats }) => caveats.length > 0).map(({ ref, caveats }) => [ref, caveats.map(({ code, message }) => `${code} ${message}`)]))
      .toEqual([['pod:lab/job', ['NODE_NOT_ENFORCING weave-npc does not run on node n2: nothing is filtered there.']]]);
  });

  it('EF-3 leaves open what happens on a node of which nothing is known', () => {
    const cluster = underAssessment(CLOSED, assessed({ enforcers: [running('weave-npc')], verdict: 'UNKNOWN', nodes: [onNode('n1', 'ENFORCING', 'weave-npc'), onNode('n2', 'UNKNOWN', 'weave-npc')] }));
    expect([cluster.verdict('lab/job', '1.2.3.4', 'TCP 80'), cluster.verdict('lab/web', '1.2.3.4', 'TCP 80')]).toEqual(['UNKNOWN', 'DENIED']);
    expect(cluster.explain('lab/job', '1.2.3.4', 'TCP 80').egress.decidedBy[0]?.message).toBe('Whether the enforcer filters pod:lab/job is unknown, and with it whether NetworkPolicy lab/closed counts.');
  });

  it.each(['UNPROVEN', 'BLIND'] as const)('EF-4 leaves open what an enforcer does that may not filter at all (%s)', (state) => {
    const cluster = underAssessment(CLOSED, assessed({ enforcers: [running('weave-npc', { state })], verdict: 'UNKNOWN', nodes: [onNode('n1', 'ENFORCING', 'weave-npc')] }));
    expect([cluster.verdict('lab/web', 'shop/db', 'TCP 80'), underAssessment([], assessed({ enforcers: [running('weave-npc', { state })] })).verdict('lab/web', 'shop/db', 'TCP 80')]).toEqual(['UNKNOWN', 'ALLOWED']);
  });

  it('EF-5 goes by what a dead agent leaves behind: its rules, none, or nothing that passes', () => {
    const asked = (without: 'frozen' | 'open' | 'closed' | null): readonly string[] => {
      const nodes = [onNode('n1', 'ENFORCING', 'weave-npc'), onNode('n2', 'AGENT_NOT_READY', 'weave-npc', without)];
      const cluster = underAssessment([policy('lab/closed', 'podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 80}]}]')], assessed({ enforcers: [running('weave-npc')], verdict: 'PARTIAL', nodes }));
      return [cluster.verdict('lab/job', '1.2.3.4', 'TCP 80'), cluster.verdict('lab/job', '1.2.3.4', 'TCP 81')];
    };
    expect([asked('frozen'), asked('open'), asked('closed'), asked(null)]).toEqual([['ALLOWED', 'DENIED'], ['ALLOWED', 'ALLOWED'], ['DENIED', 'DENIED'], ['ALLOWED', 'UNKNOWN']]);
  });

  it('EF-13 leaves open what a policy does that is newer than the failure of an agent, and whatever comes of a newer pod', () => {
    const dated = (name: string, at: string): string => `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: lab, name: ${name}, creationTimestamp: '${at}'}, spec: {podSelector: {matchLabels: {run: job}}, policyTypes: [Egress]}}`;
    const late = `{apiVersion: v1, kind: Pod, metadata: {namespace: lab, name: late, creationTimestamp: '2026-03-02T00:00:00Z', labels: {run: job}}, spec: {nodeName: n2, containers: []}, status: {phase: Running, podIP: 10.0.2.9}}`;
    const nodes = [onNode('n1', 'ENFORCING', 'weave-npc'), onNode('n2', 'AGENT_NOT_READY', 'weave-npc', 'frozen', '2026-03-01T12:00:00Z')];
    const asked = (at: string, pod: string): readonly unknown[] => {
      const trace = underAssessment([dated('closed', at), late], assessed({ enforcers: [running('weave-npc')], verdict: 'PARTIAL', nodes })).explain(pod, '1.2.3.4', 'TCP 80');
      return [trace.verdict, trace.egress.decidedBy[0]?.code];
    };
    expect([asked('2026-03-01T00:00:00Z', 'lab/job'), asked('2026-03-02T00:00:00Z', 'lab/job'), asked('2026-03-01T00:00:00Z', 'lab/late')])
      .toEqual([['DENIED', 'ISOLATED_NO_RULE_ADMITS'], ['UNKNOWN', 'FROZEN'], ['UNKNOWN', 'NODE_NOT_ENFORCING']]);
  });

  it('EF-14 judges by the policies of the other end too, where an agent that does so takes the packet for a pod that a policy selects', () => {
    const nodes = (enforcer: string): EnforcementAssessment => assessed({ enforcers: [running(enforcer)], verdict: 'PARTIAL', nodes: [onNode('n1', 'ENFORCING', enforcer), onNode('n2', 'NOT_SCHEDULED', enforcer)] });
    const closed = policy('lab/job', 'podSelector: {matchLabels: {run: job}}'); const selecting = policy('shop/web', 'podSelector: {matchLabels: {app: web}}');
    const asked = (enforcer: string): readonly string[] => { const cluster = underAssessment([closed, selecting], nodes(enforcer)); return ['shop/web', 'shop/db', '1.2.3.4'].map((from) => cluster.verdict(from, 'lab/job', 'TCP 80')); };
    expect([asked('kube-network-policies'), asked('kube-router')]).toEqual([['DENIED', 'ALLOWED', 'ALLOWED'], ['ALLOWED', 'ALLOWED', 'ALLOWED']]);
  });

  it('EF-6 leaves pods alone that are not under the enforcer', () => {
    const cluster = underAssessment(CLOSED, assessed({ enforcers: [running('weave-npc')], nodes: [onNode('n1', 'ENFORCING', 'weave-npc'), onNode('n2', 'ENFORCING', 'weave-npc')], podsNotManaged: ['pod:lab/web'] }));
    expect([cluster.verdict('lab/web', '1.2.3.4', 'TCP 80'), cluster.verdict('lab/job', '1.2.3.4', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED']);
  });

  it('EF-7 admits under two enforcers what both admit, each with its own deviations, on its own nodes', () => {
    const range = policy('shop/range', 'podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 80, endPort: 90}, {port: sql}]}]');
    const two = assessed({ enforcers: [running('kube-router', { version: '1.2.0' }), running('ovn-kubernetes')], nodes: [onNode('n1', 'ENFORCING', 'kube-router'), onNode('n1', 'ENFORCING', 'ovn-kubernetes'), onNode('n2', 'NOT_SCHEDULED', 'kube-router'), onNode('n2', 'ENFORCING', 'ovn-kubernetes')] });
    const cluster = underAssessment([range], two);
    expect(cluster.set('lab/web', 'shop/db')).toBe('IPv4 TCP 80');
    expect(cluster.firewalls.enforcer.name).toBe('kube-router+ovn-kubernetes');
    expect(underAssessment([policy('lab/range', 'podSelector: {}, ingress: [{ports: [{port: 80, endPort: 90}]}]')], two).set('shop/web', 'lab/job')).toBe('IPv4 TCP 80-90');
  });

  it('EF-8 stores policies without effect where nobody enforces, and says so', () => {
    const cluster = underAssessment(CLOSED, assessed({ networking: { plugin: 'flannel', version: '0.25.1', mode: null }, verdict: 'NO', nodes: [onNode('n1', 'NO_ENGINE', null)] }));
    expect(cluster.verdict('lab/job', 'shop/web', 'TCP 80')).toBe('ALLOWED');
    expect(cluster.firewalls.caveats.map(({ message }) => message)).toEqual(['All 2 policies are stored without effect and every connection is possible: Flannel does not enforce NetworkPolicy.']);
    expect(cluster.explain('lab/job', 'shop/web', 'TCP 80').ingress.decidedBy[0]?.message).toBe('No enforcer filters ingress: policies are stored without effect and every connection is possible.');
  });

  it('EF-9 says of an enforcer that is switched off which switch it is', () => {
    const off = running('weave-npc', { state: 'OFF', offReason: 'EXPECT_NPC=0' });
    const cluster = underAssessment(CLOSED, assessed({ enforcers: [off], verdict: 'NO' }));
    expect(cluster.firewalls.caveats.map(({ code, message }) => [code, message])).toEqual([['ENFORCER_DISABLED', 'All 2 policies are stored without effect and every connection is possible: weave-npc is switched off, EXPECT_NPC=0.']]);
  });

  it('EF-10 says nothing where nobody is known, or where one is known whose rules are not', () => {
    const read = readTexts([{ file: 'world.yaml', text: CAST }]);
    const { snapshot } = buildSnapshot(read.objects, read.coverage);
    expect([assessed({ verdict: 'UNKNOWN' }), assessed({ enforcers: [running('somebody')] })].map((assessment) => enforcedFirewalls(snapshot, assessment))).toEqual([null, null]);
  });

  it('EF-11 asks of a pod that is on no node yet what all nodes have in common', () => {
    const pending = '{apiVersion: apps/v1, kind: Deployment, metadata: {namespace: lab, name: later}, spec: {replicas: 1, template: {metadata: {labels: {app: later}}, spec: {containers: []}}}}';
    const asked = (second: 'ENFORCING' | 'NOT_SCHEDULED'): string => underAssessment([...CLOSED, pending], assessed({ enforcers: [running('weave-npc')], nodes: [onNode('n1', 'ENFORCING', 'weave-npc'), onNode('n2', second, 'weave-npc')] }))
      .verdict('deploy:lab/later', '1.2.3.4', 'TCP 80');
    expect([asked('ENFORCING'), asked('NOT_SCHEDULED')]).toEqual(['DENIED', 'UNKNOWN']);
  });

  it('EF-12 goes by what the cluster shows of settings, and by the question before that', () => {
    const strict = running('aws-network-policy-agent', { settings: { 'aws-network-policy-agent.network-policy-enforcing-mode': 'strict', 'aws-network-policy-agent.other': 'x' } });
    const owned = '{apiVersion: apps/v1, kind: DaemonSet, metadata: {namespace: lab, name: later}, spec: {template: {metadata: {labels: {app: later}}, spec: {containers: []}}}}';
    expect(underAssessment([owned, OPEN_SHOP], assessed({ enforcers: [strict] })).verdict('ds:lab/later', '1.2.3.4', 'TCP 80')).toBe('DENIED');
  });
});
