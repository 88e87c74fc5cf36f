import { describe, expect, it } from 'vitest';
import { cidrGroupOf, ciliumMistakes, ciliumPolicy, clusterwidePolicy } from '../cilium-world.ts';
import { pod, policy } from '../world.ts';

const DB = 'endpointSelector: {matchLabels: {app: db}}';
const admin = (name: string, tier: string, rules: string): string => `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: ${name}}, spec: {tier: ${tier}, priority: 10, subject: {namespaces: {}}, ${rules}}}`;

/** `CODE pointer` of what is reported, without what every policy with nothing but ports has. */
const mistakes = (policies: readonly string[], settings: Readonly<Record<string, string>> = {}): readonly string[] => ciliumMistakes(policies, settings).filter(({ code }) => code !== 'CILIUM_ICMP_BLOCKED').map(({ code, path }) => `${code} ${path ?? ''}`.trim());

describe('CI-51 mistakes that show under Cilium', () => {
  it('are selectors by labels that identities lack, of subjects and peers', () => {
    const policies = [
      ciliumPolicy('shop/p', 'endpointSelector: {matchLabels: {pod-template-hash: x}}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}, {matchExpressions: [{key: statefulset.kubernetes.io/pod-name, operator: DoesNotExist}]}]}]'),
      policy('shop/q', 'podSelector: {matchLabels: {k8s.io/x: z}}'),
    ];
    expect(mistakes(policies)).toEqual(['CILIUM_LABEL_FILTERED /spec/endpointSelector', 'CILIUM_LABEL_FILTERED /spec/ingress/0/fromEndpoints/1', 'CILIUM_LABEL_FILTERED /spec/podSelector']);
    expect(ciliumMistakes(policies).map(({ severity, message }) => [severity, message.split(' ').at(-1)])).toEqual([['high', 'nothing.'], ['medium', 'everything.'], ['high', 'nothing.']]);
    expect(mistakes([ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{matchLabels: {app.kubernetes.io/name: x, io.cilium.k8s.policy.serviceaccount: default}}]}]`)])).toEqual([]);
    expect(mistakes([ciliumPolicy('shop/p', `${DB}, ingress: [{}]`)], { labels: 'k8s:team' })).toEqual(['CILIUM_LABEL_FILTERED /spec/endpointSelector']);
  });

  it('are subjects in a namespace that is not the policy\'s', () => {
    const subject = (selector: string): readonly string[] => ciliumMistakes([ciliumPolicy('shop/p', `endpointSelector: ${selector}, ingress: [{}]`)]).map(({ code, message }) => `${code} ${message.split('; ')[1] ?? ''}`);
    expect(subject('{matchLabels: {"k8s:io.kubernetes.pod.namespace": lab}}')).toEqual(['CILIUM_NAMESPACE_OVERWRITTEN it is for pods of shop all the same.']);
    expect(subject('{matchLabels: {io.kubernetes.pod.namespace: lab}}')).toEqual(['CILIUM_NAMESPACE_OVERWRITTEN a policy is for pods of its own namespace, so that it selects nothing.']);
    expect(subject('{matchLabels: {"k8s:io.kubernetes.pod.namespace": shop}}')).toEqual([]);
  });

  it('are policies of kinds that are not read', () => {
    const anp = '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}, spec: {priority: 1, subject: {namespaces: {}}, ingress: []}}';
    expect(ciliumMistakes([anp, admin('c', 'Admin', 'ingress: []')]).map(({ code, resource }) => `${code} ${resource?.kind ?? ''}`)).toEqual(['CILIUM_KIND_NOT_READ AdminNetworkPolicy', 'CILIUM_KIND_NOT_READ ClusterNetworkPolicy']);
    expect(mistakes([admin('c', 'Admin', 'ingress: []')], { 'enable-k8s-cluster-network-policy': 'true' })).toEqual([]);
    expect(mistakes([policy('shop/q', 'podSelector: {}')], { 'enable-k8s-networkpolicy': 'false' })).toEqual(['CILIUM_KIND_NOT_READ /spec']);
  });

  it('are prefixes that hold addresses of pods or nodes', () => {
    const policies = [ciliumPolicy('shop/p', `${DB}, egress: [{toCIDRSet: [{cidr: 10.0.0.0/8}]}, {toCIDR: [172.18.0.0/16, 0.0.0.0/0, 203.0.113.0/24]}]`), policy('shop/q', 'podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.1.0/24}}]}]')];
    expect(mistakes(policies)).toEqual(['CILIUM_PREFIX_SKIPS_CLUSTER /spec/egress/0/toCIDRSet/0', 'CILIUM_PREFIX_SKIPS_CLUSTER /spec/egress/1/toCIDR/0', 'CILIUM_PREFIX_SKIPS_CLUSTER /spec/ingress/0/from/0/ipBlock']);
    expect(mistakes(policies, { 'policy-cidr-match-mode': 'nodes pods', version: '1.20.0' })).toEqual(['CILIUM_PREFIX_WITHOUT_EFFECT /spec/egress/1']);
  });

  it('are ports of a Service whose pods have another', () => {
    const service = '{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: db}, spec: {selector: {app: db}, ports: [{port: 80, targetPort: 5432}]}}';
    const to = (port: string): string => ciliumPolicy('shop/p', `endpointSelector: {matchLabels: {app: web}}, egress: [{toEndpoints: [{matchLabels: {app: db}}], toPorts: [{ports: [{port: "${port}", protocol: TCP}]}]}]`);
    expect([mistakes([service, to('80')]), mistakes([service, to('5432')]), mistakes([service, to('0')])]).toEqual([['CILIUM_PORT_OF_SERVICE /spec/egress/0'], [], []]);
    expect(mistakes([service, ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: "80"}]}]}]`)])).toEqual(['CILIUM_PORT_OF_SERVICE /spec/ingress/0']);
    expect(mistakes([service, ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: "80"}, {port: "5432"}]}]}]`)])).toEqual([]);
  });

  it('are filters that a plain rule cancels', () => {
    const filter = '{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET}]}}]}';
    expect(mistakes([ciliumPolicy('shop/p', `${DB}, ingress: [${filter}, {fromEndpoints: [{matchLabels: {app: web}}]}]`)])).toEqual(['CILIUM_FILTER_CANCELLED /spec/ingress/0']);
    expect(mistakes([ciliumPolicy('shop/p', `${DB}, ingress: [${filter}, {toPorts: [{ports: [{port: "81"}]}]}]`)])).toEqual([]);
    expect(mistakes([ciliumPolicy('shop/p', `${DB}, ingress: [${filter}]`), ciliumPolicy('shop/q', 'endpointSelector: {matchLabels: {app: api}}, ingress: [{fromEndpoints: [{}]}]')])).toEqual([]);
  });

  it('are names of which no query is looked at', () => {
    const names = `${DB}, egress: [{toFQDNs: [{matchName: a.example}]}]`;
    const dns = 'egress: [{toEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": kube-system}}], toPorts: [{ports: [{port: "53", protocol: ANY}], rules: {dns: [{matchPattern: "*"}]}}]}]';
    expect(mistakes([ciliumPolicy('shop/p', names)])).toEqual(['CILIUM_NAMES_WITHOUT_DNS /spec/egress/0/toFQDNs']);
    expect(mistakes([ciliumPolicy('shop/p', names), clusterwidePolicy('dns', `endpointSelector: {}, ${dns}`)])).toEqual([]);
    expect(mistakes([ciliumPolicy('shop/p', names), ciliumPolicy('shop/dns', `endpointSelector: {matchLabels: {app: web}}, ${dns}`)])).toEqual(['CILIUM_NAMES_WITHOUT_DNS /spec/egress/0/toFQDNs']);
  });

  it('are type 0 of ICMP, and prefixes and lists that do otherwise than they say', () => {
    expect(mistakes([ciliumPolicy('shop/p', `${DB}, ingress: [{icmps: [{fields: [{type: 0}]}]}]`)])).toEqual(['CILIUM_ICMP_TYPE_ZERO /spec/ingress/0']);
    expect(mistakes([cidrGroupOf('all', '', '0.0.0.0/0'), ciliumPolicy('shop/p', `${DB}, ingress: [{fromCIDRSet: [{cidrGroupRef: all}]}]`)])).toEqual(['CILIUM_PREFIX_WITHOUT_EFFECT /spec/ingress/0']);
    expect(mistakes([ciliumPolicy('shop/p', `${DB}, egress: [{toServices: [{k8sService: {serviceName: none}}], toPorts: [{ports: [{port: "80"}]}]}]`)])).toEqual(['CILIUM_PEERS_OPEN /spec/egress/0']);
    expect(mistakes([ciliumPolicy('shop/p', `${DB}, egressDeny: [{toServices: [{k8sService: {serviceName: none}}], toPorts: [{ports: [{port: "80"}]}]}]`)])).toEqual(['CILIUM_DENIES_EVERYBODY /spec/egressDeny/0']);
    expect(mistakes([policy('shop/p', 'podSelector: {}, policyTypes: [Ingress], egress: [{}]')])).toEqual(['CILIUM_DIRECTION_ENFORCED /spec/egress/0']);
  });

  it('are allows of which a deny leaves nothing', () => {
    const allow = ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}], toPorts: [{ports: [{port: "80"}]}]}, {fromCIDR: [203.0.113.0/24]}]`);
    expect(mistakes([allow, clusterwidePolicy('d', 'endpointSelector: {}, ingressDeny: [{fromEndpoints: [{}]}]')])).toEqual(['CILIUM_ALLOW_SHADOWED /spec/ingress/0']);
    expect(mistakes([allow, clusterwidePolicy('d', 'endpointSelector: {}, ingressDeny: [{fromEntities: [world]}]')])).toEqual(['CILIUM_ALLOW_SHADOWED /spec/ingress/1']);
    expect(mistakes([allow, clusterwidePolicy('d', 'endpointSelector: {}, ingressDeny: [{fromEndpoints: [{}], toPorts: [{ports: [{port: "80", protocol: TCP}]}]}]')])).toEqual([]);
    expect(mistakes([allow, clusterwidePolicy('d', 'endpointSelector: {matchLabels: {app: web}}, ingressDeny: [{fromEndpoints: [{}]}]')])).toEqual([]);
  });

  it('are baselines that open what a default deny closes', () => {
    const baseline = admin('b', 'Baseline', 'ingress: [{action: Accept, from: [{namespaces: {}}]}]');
    const on = { 'enable-k8s-cluster-network-policy': 'true' };
    expect(mistakes([baseline, policy('shop/q', 'podSelector: {}')], on)).toEqual(['CILIUM_BASELINE_OVER_DEFAULT_DENY /spec/ingress/0']);
    expect(mistakes([baseline], on)).toEqual([]);
  });

  it('are pods that mode always closes to their own host', () => {
    const message = (...policies: readonly string[]): string | undefined => ciliumMistakes(policies, { 'enable-policy': 'always' }).find(({ code }) => code === 'CILIUM_OWN_HOST_SHUT_OUT')?.message;
    expect(message(ciliumPolicy('shop/p', 'endpointSelector: {}, ingress: [{}]'))).toContain('selects 2 pods, such as pod:lab/');
    expect(message(clusterwidePolicy('p', 'endpointSelector: {}, ingress: [{}]'))).toBeUndefined();
    expect(ciliumMistakes([], { 'enable-policy': 'always', version: '1.19.6' })).toEqual([]);
  });

  it('are directions with nothing but ports, unless another rule lets ICMP pass', () => {
    const ports = ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: "80"}]}]}]`);
    const codes = (...policies: readonly string[]): readonly string[] => ciliumMistakes(policies).map(({ severity, code, path }) => `${severity} ${code} ${path ?? ''}`);
    expect(codes(ports)).toEqual(['info CILIUM_ICMP_BLOCKED /spec']);
    expect(codes(ports, clusterwidePolicy('icmp', 'endpointSelector: {}, ingress: [{icmps: [{fields: [{type: 8}]}]}]'))).toEqual([]);
    expect(codes(ciliumPolicy('shop/p', `${DB}, ingress: [{}]`))).toEqual([]);
  });

  it('keep their fingerprints when a rule is put in front', () => {
    const prints = (rules: string): readonly string[] => ciliumMistakes([ciliumPolicy('shop/p', `${DB}, ingress: [${rules}]`)]).map(({ fingerprintText }) => fingerprintText);
    expect(prints('{fromEndpoints: [{}]}, {icmps: [{fields: [{type: 0}]}]}')).toEqual(prints('{icmps: [{fields: [{type: 0}]}]}'));
  });

  it('stand at the line of what they are about', () => {
    const [found] = ciliumMistakes([pod('shop/extra'), 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {namespace: shop, name: p}\nspec:\n  endpointSelector:\n    matchLabels: {pod-template-hash: x}\n  ingress: [{}]']);
    expect(found?.source?.line).toBeGreaterThan(20);
  });
});
