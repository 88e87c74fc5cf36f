import { describe, expect, it } from 'vitest';
import { CAST, pod, policy, world } from '../world.ts';

const PORTS = 'IPv4 ';
const ingress = (target: string, ports: string, more: readonly string[] = []): string => world([CAST, ...more, policy('shop/p', `podSelector: {}, policyTypes: [Ingress], ingress: [{ports: [${ports}]}]`)]).set('lab/web', target);

describe('ports', () => {
  it.each(['{port: 80}', '{port: 80, protocol: null}'])('PT-1 protocol is TCP for %s', (port) => {
    expect(ingress('shop/db', port)).toBe(`${PORTS}TCP 80`);
  });

  it('PT-2 no port is every port of that protocol only', () => {
    expect(ingress('shop/db', '{protocol: UDP}')).toBe(`${PORTS}UDP`);
    expect(ingress('shop/db', '{}')).toBe(`${PORTS}TCP`);
  });

  it('PT-3 a number matches whether or not a container declares it', () => {
    expect(ingress('shop/web', '{port: 4711}')).toBe(`${PORTS}TCP 4711`);
  });

  it('PT-4 a name is a container port of the destination', () => {
    expect(ingress('shop/api', '{port: http}')).toBe(`${PORTS}TCP 8080`);
    const { set } = world([CAST, policy('shop/p', 'podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]')]);
    expect(set('shop/api', 'lab/job')).toBe(`${PORTS}TCP 9090`);
  });

  it('PT-5 name, protocol and number must all agree', () => {
    expect(ingress('shop/api', '{port: dns, protocol: UDP}')).toBe(`${PORTS}UDP 53`);
    expect(ingress('shop/api', '{port: sql}')).toBe('');
  });

  it('PT-6 a name with another protocol resolves to nothing', () => {
    expect(ingress('shop/api', '{port: dns}')).toBe('');
    expect(ingress('shop/api', '{port: http, protocol: UDP}')).toBe('');
  });

  it('PT-7 a name that the pod does not define never matches, and the rule still isolates', () => {
    const { explain } = world([CAST, policy('shop/p', 'podSelector: {}, ingress: [{ports: [{port: http}]}]')]);
    const trace = explain('lab/web', 'shop/web', 'TCP 8080');
    expect(trace.verdict).toBe('DENIED');
    expect(trace.ingress.steps.map(({ code }) => code)).toEqual(['NAMED_PORT_UNRESOLVED', 'ISOLATED_NO_RULE_ADMITS']);
  });

  it('PT-8 each destination resolves a name for itself', () => {
    const { set } = world([CAST, policy('lab/p', 'podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]')]);
    expect(set('lab/web', 'shop/api')).toBe(`${PORTS}TCP 8080`);
    expect(set('lab/web', 'lab/job')).toBe(`${PORTS}TCP 9090`);
    expect(set('lab/web', 'shop/db')).toBe('');
  });

  it('PT-9 a name that two containers give to different numbers matches any of them', () => {
    const two = '{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: two}, spec: {containers: [{name: a, image: x, ports: [{name: web, containerPort: 81}]}, {name: b, image: x, ports: [{name: web, containerPort: 82}]}]}, status: {phase: Running, podIPs: [{ip: 10.0.1.9}]}}';
    expect(ingress('shop/two', '{port: web}', [two])).toBe(`${PORTS}TCP 81-82`);
  });

  it('PT-10 restartable init containers count, plain ones do not', () => {
    const init = (restart: string): string => pod('shop/side', { ip: '10.0.1.9', spec: `initContainers: [{name: i, image: x${restart}, ports: [{name: metrics, containerPort: 9100}]}]` });
    expect(ingress('shop/side', '{port: metrics}', [init(', restartPolicy: Always')])).toBe(`${PORTS}TCP 9100`);
    expect(ingress('shop/side', '{port: metrics}', [init('')])).toBe('');
  });

  it('PT-11 a name never matches a destination that is not a pod', () => {
    const { set } = world([CAST, policy('shop/p', 'podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]')]);
    expect(set('shop/db', '8.8.8.8')).toBe('');
    expect(set('shop/db', 'node:n2')).toBe('');
  });

  it('PT-12 a string of digits is no number, and the policy is refused', () => {
    const { diagnostics } = world([CAST, policy('shop/p', 'podSelector: {}, ingress: [{ports: [{port: "80"}]}]')]);
    expect(diagnostics.some(({ state }) => state === 'refused')).toBe(true);
  });

  it('PT-13 endPort makes an inclusive range', () => {
    expect(ingress('shop/db', '{port: 8000, endPort: 8100}')).toBe(`${PORTS}TCP 8000-8100`);
    expect(ingress('shop/db', '{port: 8000, endPort: 8000}')).toBe(`${PORTS}TCP 8000`);
  });

  it('PT-14 endPort counts in every protocol', () => {
    expect(ingress('shop/db', '{port: 1, endPort: 65535, protocol: SCTP}')).toBe(`${PORTS}SCTP`);
  });

  it('PT-15 port elements are alternatives', () => {
    expect(ingress('shop/db', '{port: 80}, {port: 53, protocol: UDP}, {port: 81}')).toBe(`${PORTS}TCP 80-81; IPv4 UDP 53`);
  });

  it('PT-16 and PT-17 one protocol never admits another, and isolates it', () => {
    for (const [protocol, others] of [['TCP', ['UDP', 'SCTP']], ['UDP', ['TCP', 'SCTP']], ['SCTP', ['TCP', 'UDP']]] as const) {
      const { verdict } = world([CAST, policy('shop/p', `podSelector: {}, ingress: [{ports: [{protocol: ${protocol}, port: 80}]}]`)]);
      expect(verdict('lab/web', 'shop/db', `${protocol} 80`)).toBe('ALLOWED');
      for (const other of others) expect(verdict('lab/web', 'shop/db', `${other} 80`)).toBe('DENIED');
    }
  });

  it('PT-18 SCTP is evaluated as specified', () => {
    expect(ingress('shop/db', '{port: 7777, protocol: SCTP}')).toBe(`${PORTS}SCTP 7777`);
  });

  it('PT-19 hostPort does not enter', () => {
    expect(ingress('shop/host', '{port: 80}', [pod('shop/host', { ip: '10.0.1.9', ports: '{name: web, containerPort: 8080, hostPort: 80}' })])).toBe(`${PORTS}TCP 80`);
    expect(ingress('shop/host', '{port: web}', [pod('shop/host', { ip: '10.0.1.9', ports: '{name: web, containerPort: 8080, hostPort: 80}' })])).toBe(`${PORTS}TCP 8080`);
  });

  it('PT-20 the answer is a set of intervals, not limited to declared ports', () => {
    const { set } = world([CAST]);
    expect(set('lab/web', 'shop/api')).toBe('IPv4 TCP; IPv4 UDP; IPv4 SCTP');
  });
});
