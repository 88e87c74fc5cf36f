import { describe, expect, it } from 'vitest';
import { calicoObject, globalPolicy, tierObject, underCalico } from '../calico-world.ts';
import { pod } from '../world.ts';

/** A host endpoint in front of one node. */
const host = (node: string, spec: string, labels = 'role: host'): string => calicoObject('HostEndpoint', `hep-${node}`, `node: ${node}, ${spec}`, labels);
const ALL_INTERFACES = "interfaceName: '*'";
const OPEN = 'profiles: [projectcalico-default-allow]';
const HOSTS = "selector: role == 'host'";

describe('hosts behind host endpoints of Calico', () => {
  it('CH-1 a host without an endpoint is not governed; one with nothing but it is closed, failsafe ports excepted', () => {
    expect(underCalico([]).verdict('203.0.113.9', 'node:n1', 'TCP 80')).toBe('ALLOWED');
    const world = underCalico([host('n1', ALL_INTERFACES)]);
    expect(['TCP 80', 'TCP 22', 'UDP 68'].map((traffic) => world.verdict('203.0.113.9', 'node:n1', traffic))).toEqual(['DENIED', 'ALLOWED', 'ALLOWED']);
    expect(['TCP 80', 'TCP 6443', 'UDP 53', 'TCP 22'].map((traffic) => world.verdict('node:n1', '203.0.113.9', traffic))).toEqual(['DENIED', 'ALLOWED', 'ALLOWED', 'DENIED']);
    expect(world.explain('203.0.113.9', 'node:n1', 'TCP 22').ingress.decidedBy.map(({ code }) => code)).toEqual(['ALWAYS_ALLOWED']);
    expect(underCalico([host('n1', ALL_INTERFACES)], { failsafeInboundHostPorts: 'tcp:8080,udp:10.0.0.0/8:99' }).set('203.0.113.9', 'node:n1')).toBe('IPv4 TCP 8080');
  });

  it('CH-2 global policies stand in front of hosts, those of namespaces never; what shares the network shares the policy', () => {
    const world = underCalico([host('n1', ALL_INTERFACES), pod('kube-system/agent', { labels: 'role: host', ip: '172.18.0.1', spec: 'hostNetwork: true' }), globalPolicy('p', `${HOSTS}, types: [Ingress, Egress], ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]`)]);
    expect(['node:n1', 'pod:kube-system/agent'].map((to) => world.set('203.0.113.9', to))).toEqual(Array(2).fill('IPv4 TCP 22,80,179,2379-2380,5473,6443,6666-6667; IPv4 UDP 68'));
  });

  it('CH-3 an open profile leaves a host open until a policy selects it, one for all() too', () => {
    const objects = [host('n1', `${ALL_INTERFACES}, ${OPEN}`)];
    expect(underCalico(objects).verdict('203.0.113.9', 'node:n1', 'TCP 80')).toBe('ALLOWED');
    expect(underCalico([...objects, globalPolicy('p', "selector: all(), ingress: [{action: Deny, source: {nets: [203.0.113.0/24]}}, {action: Pass}]")]).verdict('198.51.100.9', 'node:n1', 'TCP 80')).toBe('ALLOWED');
    expect(underCalico([...objects, globalPolicy('p', 'selector: all(), types: [Ingress]')]).verdict('203.0.113.9', 'node:n1', 'TCP 80')).toBe('DENIED');
    expect(underCalico([...objects, globalPolicy('p', 'selector: all(), namespaceSelector: all(), types: [Ingress]')]).verdict('203.0.113.9', 'node:n1', 'TCP 80')).toBe('ALLOWED');
  });

  it('CH-4 a host reaches its own pods whatever policies say, and pods of other hosts by their policies', () => {
    const world = underCalico([host('n1', `${ALL_INTERFACES}, ${OPEN}`), globalPolicy('p', 'selector: all(), types: [Ingress, Egress], egress: [{action: Allow, destination: {nets: [10.0.2.0/24]}}]')]);
    expect([world.verdict('node:n1', 'shop/web', 'TCP 80'), world.verdict('node:n1', 'lab/job', 'TCP 80'), world.verdict('node:n2', 'lab/job', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED', 'ALLOWED']);
  });

  it('CH-5 what a pod sends to its own host is for the pod and defaultEndpointToHostAction, not for policy of the host', () => {
    const objects = [host('n1', ALL_INTERFACES), globalPolicy('p', `${HOSTS}, types: [Ingress]`)];
    const to = (node: string, settings: Readonly<Record<string, string>> = {}): string => underCalico(objects, settings).verdict('shop/web', node, 'TCP 80');
    expect([to('node:n1'), to('node:n1', { defaultEndpointToHostAction: 'Drop' }), to('node:n1', { defaultEndpointToHostAction: 'RETURN' }), to('node:n2', { defaultEndpointToHostAction: 'Drop' })]).toEqual(['ALLOWED', 'DENIED', 'UNKNOWN', 'ALLOWED']);
    expect(underCalico(objects, { defaultEndpointToHostAction: 'Return' }).explain('shop/web', 'node:n1', 'TCP 80').egress.decidedBy.map(({ code }) => code)).toContain('HOST_RULES_UNKNOWN');
    expect(underCalico([...objects, globalPolicy('e', "selector: app == 'web', types: [Egress]")]).verdict('shop/web', 'node:n1', 'TCP 80')).toBe('DENIED');
    expect(underCalico(objects).verdict('lab/job', 'node:n1', 'TCP 80')).toBe('DENIED');
  });

  it('CH-6 policy for forwarded traffic stands in front of the pods of a host besides their own', () => {
    const forward = globalPolicy('f', `${HOSTS}, applyOnForward: true, ingress: [{action: Allow, source: {selector: app == 'api'}}]`);
    const own = globalPolicy('o', "selector: app == 'db', ingress: [{action: Deny, source: {selector: app == 'api'}}, {action: Allow}]");
    const all = underCalico([host('n1', ALL_INTERFACES), forward, own]);
    expect([all.verdict('shop/api', 'shop/web', 'TCP 80'), all.verdict('lab/web', 'shop/web', 'TCP 80'), all.verdict('shop/api', 'shop/db', 'TCP 80'), all.verdict('203.0.113.9', 'shop/web', 'TCP 80'), all.verdict('shop/api', 'lab/job', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED', 'DENIED', 'DENIED', 'ALLOWED']);
    // Pods of one node do not meet at an interface that leads to the others.
    const named = underCalico([host('n1', 'interfaceName: eth0'), forward]);
    expect([named.verdict('lab/web', 'shop/web', 'TCP 80'), named.verdict('lab/job', 'shop/web', 'TCP 80'), named.verdict('203.0.113.9', 'shop/web', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED', 'DENIED']);
  });

  it('CH-7 without a policy for forwarded traffic in a direction it passes; a tier of one denies at its end unless it passes', () => {
    const at = (action: string, spec: string): string => underCalico([host('n1', ALL_INTERFACES), tierObject('t', 1, `defaultAction: ${action}`), globalPolicy('t.f', `tier: t, ${HOSTS}, ${spec}`)]).verdict('203.0.113.9', 'shop/web', 'TCP 80');
    expect([at('Deny', 'types: [Ingress]'), at('Deny', 'applyOnForward: true, types: [Ingress]'), at('Pass', 'applyOnForward: true, types: [Ingress]')]).toEqual(['ALLOWED', 'DENIED', 'ALLOWED']);
  });

  it('CH-8 policy before address translation denies what comes in, and has no end of its own; on pods it has no effect', () => {
    const policy = (selector: string): string => globalPolicy('d', `${selector}, preDNAT: true, applyOnForward: true, ingress: [{action: Deny, protocol: TCP, destination: {ports: [80]}}]`);
    const world = underCalico([host('n1', `${ALL_INTERFACES}, ${OPEN}`), policy(HOSTS)]);
    expect([world.verdict('203.0.113.9', 'node:n1', 'TCP 80'), world.verdict('203.0.113.9', 'node:n1', 'TCP 81'), world.verdict('203.0.113.9', 'shop/web', 'TCP 80'), world.verdict('shop/web', 'node:n1', 'TCP 80')]).toEqual(['DENIED', 'ALLOWED', 'DENIED', 'DENIED']);
    expect(underCalico([policy("selector: app == 'web'")]).verdict('203.0.113.9', 'shop/web', 'TCP 80')).toBe('ALLOWED');
  });

  it('CH-9 policy without tracking denies surely, and what it allows depends on its replies', () => {
    const world = underCalico([host('n1', ALL_INTERFACES), globalPolicy('u', `${HOSTS}, doNotTrack: true, applyOnForward: true, ingress: [{action: Deny, protocol: UDP}, {action: Allow, protocol: TCP}]`), globalPolicy('after', `${HOSTS}, types: [Ingress], ingress: [{action: Allow}]`)]);
    expect(['UDP 99', 'TCP 80', 'SCTP 80'].map((traffic) => world.verdict('203.0.113.9', 'node:n1', traffic))).toEqual(['DENIED', 'UNKNOWN', 'ALLOWED']);
    expect(underCalico([globalPolicy('u', "selector: app == 'web', doNotTrack: true, applyOnForward: true, ingress: [{action: Deny}]")]).verdict('203.0.113.9', 'shop/web', 'TCP 80')).toBe('ALLOWED');
  });

  it('CH-10 a host endpoint is a peer by the addresses that it expects, and by no others', () => {
    const objects = [host('n2', "interfaceName: eth0, expectedIPs: [172.18.0.2]"), globalPolicy('p', "selector: app == 'web', ingress: [{action: Allow, source: {selector: role == 'host'}}]")];
    expect(['node:n2', 'node:n1', 'shop/db'].map((from) => underCalico([...objects, globalPolicy('h', `${HOSTS}, types: [Ingress, Egress], egress: [{action: Allow}]`)]).verdict(from, 'shop/web', 'TCP 80'))).toEqual(['ALLOWED', 'ALLOWED', 'DENIED']);
    expect(underCalico(objects.slice(1)).verdict('node:n2', 'shop/web', 'TCP 80')).toBe('DENIED');
  });

  it('CH-11 of several endpoints of one host nothing says which the traffic meets', () => {
    const world = underCalico([host('n1', 'interfaceName: eth0'), calicoObject('HostEndpoint', 'other', 'node: n1, interfaceName: eth1', 'role: other'), globalPolicy('p', `${HOSTS}, types: [Ingress], ingress: [{action: Allow}]`)]);
    expect([world.verdict('203.0.113.9', 'node:n1', 'TCP 80'), world.verdict('203.0.113.9', 'node:n1', 'TCP 22')]).toEqual(['UNKNOWN', 'ALLOWED']);
    expect(world.explain('203.0.113.9', 'node:n1', 'TCP 80').ingress.decidedBy.map(({ code }) => code)).toContain('HOST_INTERFACE_UNKNOWN');
  });
});
