import { describe, expect, it } from 'vitest';
import { answerPoint } from '../../answer-point.ts';
import { compile } from '../../compile/compile.ts';
import type { View } from '../../compile/view.ts';
import { connectionText } from '../../model/connection-text.ts';
import type { PointAnswer } from '../../model/point-answer.ts';
import { whoCanReach } from '../../query/set-questions.ts';
import { resolveEndpoint } from '../../references/resolve-endpoint.ts';
import { parseTraffic } from '../../references/traffic.ts';
import { CAST, pod, policy, world } from '../world.ts';

interface Asking { readonly ask: (from: string, to: string, traffic?: string) => PointAnswer; readonly view: View; readonly set: (from: string, to: string, traffic?: string) => string; readonly codes: (from: string, to: string, traffic?: string) => readonly string[] }

function asking(...more: readonly string[]): Asking {
  const view = compile(world([CAST, ...more]).firewalls);
  const ask: Asking['ask'] = (from, to, traffic = '') => answerPoint(view, { from: resolveEndpoint(view, from), to: resolveEndpoint(view, to), traffic: parseTraffic(traffic), basis: 'SPECIFIED' });
  return {
    view, ask, set: (...question) => { const { allowed, universe } = ask(...question).reachability; return connectionText(allowed, universe); },
    codes: (...question) => ask(...question).reachability.caveats.map(({ code }) => code),
  };
}

const service = (ref: string, spec: string): string => `{apiVersion: v1, kind: Service, metadata: {namespace: ${ref.split('/')[0] ?? ''}, name: ${ref.split('/')[1] ?? ''}}, spec: {${spec}}}`;
const slice = (ref: string, name: string, type: string, endpoints: string, ports: string): string => `{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {namespace: ${ref.split('/')[0] ?? ''}, name: ${name}, labels: {kubernetes.io/service-name: ${ref.split('/')[1] ?? ''}}}, addressType: ${type}, endpoints: [${endpoints}], ports: [${ports}]}`;

const API = service('shop/api', 'selector: {app: api}, ports: [{name: web, port: 80, targetPort: http}, {name: raw, port: 81, targetPort: 9999}, {name: dns, protocol: UDP, port: 53}]');
const ADMIT_8080 = policy('shop/api', 'podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: 8080}]}]');

describe('an address of a Service', () => {
  const at = service('shop/api', 'selector: {app: api}, clusterIP: 10.96.0.1, clusterIPs: [10.96.0.1], externalIPs: [198.51.100.4], ports: [{port: 80}]');

  it('Q8 is taken for one outside the cluster, and the answer says whose it is', () => {
    const { codes } = asking(at);
    expect(codes('pod:lab/job', 'ip:10.96.0.1', 'tcp/443')).toContain('ADDRESS_IS_SERVICE');
    expect(codes('pod:lab/job', 'ip:198.51.100.4')).toContain('ADDRESS_IS_SERVICE');
    expect(codes('pod:lab/job', 'ip:10.96.0.2')).not.toContain('ADDRESS_IS_SERVICE');
  });

  it('is counted in a range', () => {
    const { ask, codes } = asking(at);
    const covering = ask('pod:lab/job', 'ip:10.96.0.0/16').reachability.caveats.find(({ code }) => code === 'RANGE_COVERS_SERVICES');
    expect(covering?.message).toMatch(/^10\.96\.0\.0\/16 covers 1 address of Services/);
    expect(codes('pod:lab/job', 'ip:10.97.0.0/16')).not.toContain('RANGE_COVERS_SERVICES');
  });
});

describe('asking for a Service', () => {
  it('PD-15 a policy sees the port of the pod, and the answer names the port of the Service', () => {
    const { ask, set } = asking(API, ADMIT_8080);
    const { reachability, service: hop, witness } = ask('pod:lab/job', 'svc:shop/api', 'tcp/80');
    expect(reachability.verdict).toBe('ALLOWED');
    expect(hop).toMatchObject({ resource: { kind: 'Service', namespace: 'shop', name: 'api' }, ports: [{ protocol: 'TCP', servicePort: 80, targetPort: '8080' }], backends: 1, readyBackends: 1 });
    expect(set('pod:lab/job', 'svc:shop/api', 'tcp/80')).toBe('TCP 80');
    expect(connectionText(witness?.trace.ingress.decidedBy[0]?.connections ?? [])).toBe('IPv4 TCP 8080');
    expect(ask('pod:lab/job', 'svc:shop/api', 'tcp/81').reachability.verdict).toBe('DENIED');
    expect(ask('pod:lab/job', 'pod:shop/api', 'tcp/80').reachability.verdict).toBe('DENIED');
  });

  it('PD-15 a port of the Service is named by its name or number, or picked by the question', () => {
    const { ask, set } = asking(API, ADMIT_8080);
    for (const to of ['svc:shop/api:web', 'svc:shop/api:80']) expect(set('pod:lab/job', to)).toBe('TCP 80');
    expect(set('pod:lab/job', 'svc:shop/api')).toBe('TCP 80');
    expect(set('pod:lab/job', 'svc:shop/api', 'tcp/web')).toBe('TCP 80');
    expect(ask('pod:lab/job', 'svc:shop/api', 'tcp/80-81').reachability.verdict).toBe('PARTIAL');
    expect(ask('pod:lab/job', 'svc:shop/api:raw').reachability.verdict).toBe('DENIED');
  });

  it('Q8 SERVICE_PORT_REMAPPED is said where the pods have another port', () => {
    const { codes } = asking(API, ADMIT_8080);
    expect(codes('pod:lab/job', 'svc:shop/api:web')).toContain('SERVICE_PORT_REMAPPED');
    expect(codes('pod:lab/job', 'svc:shop/api:dns')).not.toContain('SERVICE_PORT_REMAPPED');
  });

  it('PD-16 a named target port is resolved at each pod, by name and protocol, restartable init containers included', () => {
    const { ask, set } = asking(
      service('shop/many', 'selector: {tier: many}, ports: [{port: 80, targetPort: http}]'),
      pod('shop/m1', { labels: 'tier: many', ip: '10.0.1.11', ports: '{name: http, containerPort: 8001}' }),
      pod('shop/m2', { labels: 'tier: many', ip: '10.0.1.12', ports: '{name: http, containerPort: 53, protocol: UDP}', spec: 'initContainers: [{name: side, restartPolicy: Always, ports: [{name: http, containerPort: 8002}]}]' }),
      pod('shop/m3', { labels: 'tier: many', ip: '10.0.1.13', spec: 'initContainers: [{name: setup, ports: [{name: http, containerPort: 8003}]}]' }),
      policy('shop/many', 'podSelector: {matchLabels: {tier: many}}, ingress: [{ports: [{port: 8001}]}]'),
    );
    const answer = ask('pod:lab/job', 'svc:shop/many', 'tcp/80');
    expect(answer.reachability).toMatchObject({ verdict: 'PARTIAL', pairs: { total: 2, allowed: 1, denied: 1 } });
    expect(answer.service).toMatchObject({ ports: [{ targetPort: '8001,8002' }], backends: 3 });
    expect(answer.witness?.to).toBe('pod:shop/m2');
    expect(set('pod:lab/job', 'svc:shop/many', 'tcp/80')).toBe('');
  });

  it('PD-17 a headless Service stands for its pods, and nothing is translated', () => {
    const { set, codes, ask } = asking(service('shop/api', 'clusterIP: None, selector: {app: api}, ports: [{name: web, port: 8080, targetPort: 1}]'), ADMIT_8080);
    expect(set('pod:lab/job', 'svc:shop/api')).toBe('TCP 8080');
    expect(set('pod:lab/job', 'svc:shop/api', 'tcp/8080')).toBe('TCP 8080');
    expect(set('pod:lab/job', 'svc:shop/api:web')).toBe('TCP 8080');
    expect(codes('pod:lab/job', 'svc:shop/api:web')).not.toContain('SERVICE_PORT_REMAPPED');
    expect(ask('pod:shop/api', 'svc:shop/api', 'tcp/1').reachability.verdict).toBe('ALLOWED');
  });

  it('PD-18 an ExternalName is a name that policies do not see', () => {
    const { ask } = asking(service('shop/out', 'type: ExternalName, externalName: db.example'));
    expect(() => ask('pod:lab/job', 'svc:shop/out')).toThrow(/db\.example/);
  });

  it('PD-5 U4 a pod that reaches itself through a Service is ordinary traffic', () => {
    const { ask } = asking(API, ADMIT_8080, policy('shop/none', 'podSelector: {matchLabels: {app: api}}, policyTypes: [Egress]'));
    expect(ask('pod:shop/api', 'pod:shop/api', 'tcp/8080').reachability.verdict).toBe('ALLOWED');
    const hairpin = ask('pod:shop/api', 'svc:shop/api', 'tcp/80');
    expect(hairpin.reachability).toMatchObject({ verdict: 'DENIED', pairs: { total: 1, denied: 1 } });
    expect(hairpin.witness?.trace.egress.decidedBy.map(({ code }) => code)).toEqual(['ISOLATED_NO_RULE_ADMITS']);
    expect(asking(API, ADMIT_8080).ask('pod:shop/api', 'svc:shop/api', 'tcp/80').reachability.verdict).toBe('ALLOWED');
  });

  it('SERVICE_HAS_NO_BACKEND: what nothing answers cannot be reached, whatever policies say', () => {
    const { ask, codes } = asking(service('shop/empty', 'selector: {app: nobody}, ports: [{port: 80}]'), API);
    for (const [to, traffic] of [['svc:shop/empty', ''], ['svc:shop/empty', 'tcp/80'], ['svc:shop/api', 'tcp/443']] as const) {
      expect(ask('pod:lab/job', to, traffic).reachability).toMatchObject({ verdict: 'DENIED', confidence: 'EXACT' });
      expect(codes('pod:lab/job', to, traffic)).toContain('SERVICE_HAS_NO_BACKEND');
      expect(ask('pod:lab/job', to, traffic).witness).toBeNull();
    }
  });

  it('a Service cannot send', () => {
    const { ask } = asking(API);
    expect(() => ask('svc:shop/api', 'pod:lab/job')).toThrow(/sends nothing; ask about the pods/);
  });

  it('a name or a port that is not there is answered with near ones', () => {
    const { ask } = asking(API);
    expect(() => ask('pod:lab/job', 'svc:shop/apj')).toThrow(/near names: svc:shop\/api/);
    expect(() => ask('pod:lab/job', 'svc:shop/api:wbe')).toThrow(/svc:shop\/api:web/);
  });

  it('who asks on the port of the Service', () => {
    const { view } = asking(API, policy('shop/api', 'podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}]}]'));
    const rows = whoCanReach(view, { to: resolveEndpoint(view, 'svc:shop/api'), traffic: null, groupBy: 'pod' });
    expect(rows.map(({ peer, reachability }) => [peer.ref, connectionText(reachability.allowed, reachability.universe)])).toEqual([['node:n1', 'TCP 80-81; UDP 53'], ['pod:shop/web', 'TCP 80']]);
  });
});

describe('what EndpointSlices say', () => {
  const PLAIN = service('shop/s', 'selector: {app: nobody}, ports: [{name: web, port: 80, targetPort: 8080}], clusterIP: 10.96.0.1');
  const one = (name: string, more = ''): string => `{addresses: [10.0.1.3], targetRef: {kind: Pod, name: ${name}}${more}}`;

  it('counts before the selector, with the port that the slice has', () => {
    const { set, ask } = asking(PLAIN, slice('shop/s', 's-1', 'IPv4', one('api'), '{name: web, port: 8080}'), ADMIT_8080);
    expect(set('pod:lab/job', 'svc:shop/s')).toBe('TCP 80');
    expect(ask('pod:lab/job', 'svc:shop/s').service).toMatchObject({ backends: 1, readyBackends: 1 });
  });

  it('leaves out what is not ready, unless nothing is and it serves while it is deleted', () => {
    const unready = one('api', ', conditions: {ready: false}');
    expect(asking(PLAIN, slice('shop/s', 's-1', 'IPv4', unready, '{name: web, port: 8080}')).ask('pod:lab/job', 'svc:shop/s')).toMatchObject({ reachability: { verdict: 'DENIED' }, service: { backends: 1, readyBackends: 0 } });
    const leaving = one('api', ', conditions: {ready: false, serving: true, terminating: true}');
    expect(asking(PLAIN, slice('shop/s', 's-1', 'IPv4', leaving, '{name: web, port: 8080}')).ask('pod:lab/job', 'svc:shop/s').reachability.verdict).toBe('ALLOWED');
  });

  it('PD-12 takes a pod in a slice of each family as one, in the families that the Service has', () => {
    const both = [slice('shop/s', 's-4', 'IPv4', '{addresses: [10.0.1.9], targetRef: {kind: Pod, name: dual}}', '{name: web, port: 8080}'), slice('shop/s', 's-6', 'IPv6', '{addresses: ["fd00::9"], targetRef: {kind: Pod, name: dual}}', '{name: web, port: 8080}'), pod('shop/dual', { ips: ['10.0.1.9', 'fd00::9'] }), pod('lab/dual', { ips: ['10.0.2.9', 'fd00::29'] })];
    const dual = service('shop/s', 'ports: [{name: web, port: 80, targetPort: 8080}], clusterIPs: [10.96.0.1, "fd00:96::1"]');
    expect(asking(dual, ...both).ask('pod:lab/dual', 'svc:shop/s')).toMatchObject({ reachability: { pairs: { total: 1 } }, service: { backends: 1 } });
    expect(asking(dual, ...both).set('pod:lab/dual', 'svc:shop/s')).toBe('TCP 80');
    expect(asking(PLAIN, ...both).set('pod:lab/dual', 'svc:shop/s')).toBe('IPv4 TCP 80');
  });

  it('finds addresses outside the cluster behind a Service without a selector', () => {
    const outside = [service('shop/s', 'ports: [{port: 80}]'), slice('shop/s', 's-1', 'IPv4', '{addresses: [203.0.113.7]}, {addresses: [203.0.113.8]}', '{port: 8443}')];
    const { ask, set } = asking(...outside, policy('shop/web', 'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.7/32}}], ports: [{port: 8443}]}]'));
    expect(set('pod:lab/job', 'svc:shop/s')).toBe('TCP 80');
    expect(ask('pod:shop/web', 'svc:shop/s', 'tcp/80').reachability.verdict).toBe('PARTIAL');
    expect(asking(...outside, policy('shop/web', 'podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: 80}]}]')).ask('pod:shop/web', 'svc:shop/s', 'tcp/80').reachability.verdict).toBe('DENIED');
  });

  it('PD-9 passes over finished pods', () => {
    const { ask } = asking(PLAIN, slice('shop/s', 's-1', 'IPv4', one('done'), '{name: web, port: 8080}'), pod('shop/done', { ip: '10.0.1.3', phase: 'Succeeded' }));
    expect(ask('pod:lab/job', 'svc:shop/s')).toMatchObject({ reachability: { verdict: 'DENIED' }, service: { backends: 0 } });
  });

  it('says what it does not know: a pod that the input lacks, or no slice for a Service without a selector', () => {
    const lost = asking(PLAIN, slice('shop/s', 's-1', 'IPv4', '{addresses: [10.9.9.9], targetRef: {kind: Pod, name: gone}}', '{name: web, port: 8080}'));
    for (const { ask, codes } of [lost, asking(service('shop/s', 'ports: [{port: 80}]'))]) {
      expect(ask('pod:lab/job', 'svc:shop/s').reachability).toMatchObject({ verdict: 'UNKNOWN', confidence: 'INCOMPLETE' });
      expect(codes('pod:lab/job', 'svc:shop/s')).toContain('KIND_NOT_COLLECTED');
    }
  });
});

describe('addresses that something may rewrite', () => {
  const ADMIT = policy('shop/p', 'podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]');

  it('IP-7 U3 ADDRESS_MAY_BE_REWRITTEN is said where a rule by address decided about an address outside the cluster', () => {
    const { codes, ask } = asking(ADMIT);
    for (const from of ['ip:203.0.113.7', 'ip:198.51.100.1']) expect(codes(from, 'pod:shop/web', 'tcp/80')).toContain('ADDRESS_MAY_BE_REWRITTEN');
    expect(ask('ip:198.51.100.1', 'pod:shop/web', 'tcp/80').reachability.verdict).toBe('DENIED');
    expect(codes('ip:203.0.113.7', 'pod:shop/db', 'tcp/80')).not.toContain('ADDRESS_MAY_BE_REWRITTEN');
    expect(codes('pod:lab/web', 'pod:shop/web', 'tcp/80')).not.toContain('ADDRESS_MAY_BE_REWRITTEN');
  });
});
