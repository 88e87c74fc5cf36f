import { describe, expect, it } from 'vitest';
import { CAST, pod, policy } from '../testing/world.ts';
import { findIn, ofCode, outline } from './testing/find-in.ts';

const db = 'podSelector: {matchLabels: {app: db}}';
const found = (...policies: readonly string[]): readonly string[] => outline(findIn([CAST, ...policies]));

describe('directions', () => {
  it('NP-18 NP-19 rules of a direction that policyTypes leaves out are dead', () => {
    expect(found(policy('shop/p', `${db}, policyTypes: [Egress], ingress: [{}], egress: [{}]`))).toEqual(['high DIRECTION_NOT_LISTED shop/p /spec/ingress']);
    expect(found(policy('shop/p', `${db}, policyTypes: [Ingress], egress: [{}]`))).toEqual(['high DIRECTION_NOT_LISTED shop/p /spec/egress']);
  });

  it('NP-17 an empty list without policyTypes denies nothing', () => {
    expect(found(policy('shop/p', `${db}, egress: []`))).toEqual(['medium DIRECTION_NOT_LISTED shop/p /spec/egress']);
    expect(found(policy('shop/p', `${db}, policyTypes: [Ingress], egress: []`))).toEqual(['low DIRECTION_NOT_LISTED shop/p /spec/egress']);
    expect(found(policy('shop/p', `${db}, policyTypes: [Ingress, Egress], egress: []`))).toEqual([]);
  });
});

describe('named ports', () => {
  const to = (port: string): string => policy('shop/p', `podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: api}}}], ports: [${port}]}]`);

  it('PT-6 PT-7 a name that no destination declares, or with another protocol, never matches', () => {
    expect(found(to('{port: http}'))).toEqual([]);
    expect(found(to('{port: htpp}'))).toEqual(['medium PORT_NAME_UNDECLARED shop/p /spec/egress/0/ports/0']);
    expect(findIn([CAST, to('{port: htpp}')])[0]?.message).toContain('http was probably meant');
    expect(found(to('{port: http}, {port: dns}'))).toEqual(['medium PORT_NAME_PROTOCOL shop/p /spec/egress/0/ports/1']);
    expect(findIn([CAST, to('{port: dns}')])[0]?.message).toContain('Write protocol: UDP');
  });

  it('PT-4 the selected pods resolve the names of ingress rules', () => {
    expect(found(policy('shop/p', `${db}, ingress: [{ports: [{port: sql}]}]`))).toEqual([]);
    expect(found(policy('shop/p', `${db}, ingress: [{ports: [{port: http}]}]`))).toEqual(['medium PORT_NAME_UNDECLARED shop/p /spec/ingress/0/ports/0']);
  });

  it('one destination of several is enough', () => {
    expect(found(policy('shop/p', 'podSelector: {}, ingress: [{ports: [{port: sql}]}]'))).toEqual([]);
  });

  it('PT-11 an address has no named ports', () => {
    expect(found(policy('shop/p', 'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: http}]}]')))
      .toEqual(['medium PORT_NAME_UNDECLARED shop/p /spec/egress/0/ports/0']);
  });
});

describe('blocks', () => {
  const blocks = (first: string, more = '', ports = ''): string => policy('shop/p', `${db}, policyTypes: [Ingress], ingress: [{from: [${first}]}${more === '' ? '' : `, {from: [${more}]${ports}}`}]`);
  const outside = '{ipBlock: {cidr: 203.0.0.0/16, except: [203.0.113.0/24]}}';

  it('IP-2 an exception that another block undoes has no effect', () => {
    expect(found(blocks(outside))).toEqual([]);
    expect(found(blocks(outside, '{ipBlock: {cidr: 203.0.113.0/24}}'))).toEqual(['medium EXCEPT_READMITTED shop/p /spec/ingress/0/from/0']);
    expect(found(blocks(`${outside}, {ipBlock: {cidr: 203.0.64.0/18}}`))).toEqual(['medium EXCEPT_READMITTED shop/p /spec/ingress/0/from/0']);
    expect(ofCode(findIn([CAST, blocks(outside), policy('shop/q', `${db}, ingress: [{}]`)]), 'EXCEPT_READMITTED')).toHaveLength(1);
  });

  it('IP-2 an exception with a hole is perhaps meant so', () => {
    expect(found(blocks(outside, '{ipBlock: {cidr: 203.0.113.7/32}}'))).toEqual(['info EXCEPT_READMITTED shop/p /spec/ingress/0/from/0']);
  });

  it('a block for pods of other policies undoes nothing', () => {
    expect(ofCode(findIn([CAST, blocks(outside), policy('shop/q', 'podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]')]), 'EXCEPT_READMITTED')).toEqual([]);
  });

  it('IP-4 a block of a pod’s address is short-lived, a wide one that holds pods ambiguous', () => {
    expect(found(blocks('{ipBlock: {cidr: 10.0.1.1/32}}'))).toEqual(['low IPBLOCK_COVERS_PODS shop/p /spec/ingress/0/from/0']);
    expect(found(blocks('{ipBlock: {cidr: 0.0.0.0/0}}'))).toEqual(['info IPBLOCK_COVERS_PODS shop/p /spec/ingress/0/from/0']);
    expect(found(blocks('{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}'))).toEqual([]);
  });
});

describe('DNS', () => {
  const dns = pod('kube-system/dns', { labels: 'k8s-app: kube-dns', ip: '10.0.9.9', ports: '{name: dns, containerPort: 53, protocol: UDP}' });
  const system = '{apiVersion: v1, kind: Namespace, metadata: {name: kube-system}}';
  const egress = (...rules: readonly string[]): string => policy('shop/p', `podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [${rules.join(', ')}]`);
  const toApi = '{to: [{podSelector: {matchLabels: {app: api}}}]}';
  const blocked = (...documents: readonly string[]): readonly string[] => outline(ofCode(findIn([CAST, system, ...documents]), 'DNS_BLOCKED'));

  it('a way out without the cluster’s own DNS is a finding', () => {
    expect(blocked(dns, egress(toApi))).toEqual(['medium DNS_BLOCKED shop/p /spec/egress']);
    expect(blocked(dns, egress('{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}'))).toEqual(['low DNS_BLOCKED shop/p /spec/egress']);
  });

  it('a rule of any policy that admits it is enough, by selector, by port or by the cache of the node', () => {
    const allow = '{to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{protocol: UDP, port: 53}]}';
    expect(blocked(dns, egress(toApi, allow))).toEqual([]);
    expect(blocked(dns, egress(toApi, '{ports: [{protocol: UDP, port: 53}]}'))).toEqual([]);
    expect(blocked(dns, egress(toApi, '{to: [{ipBlock: {cidr: 169.254.20.10/32}}]}'))).toEqual([]);
    expect(blocked(dns, egress(toApi), policy('shop/dns', `podSelector: {}, policyTypes: [Egress], egress: [${allow}]`))).toEqual([]);
    expect(blocked(dns, egress(toApi, allow.replace('UDP', 'TCP')))).toEqual(['medium DNS_BLOCKED shop/p /spec/egress']);
  });

  it('pods that may go nowhere need no names, and without DNS pods nothing is known', () => {
    expect(blocked(dns, egress())).toEqual([]);
    expect(blocked(egress(toApi))).toEqual([]);
  });
});

describe('rules that change nothing', () => {
  const ingress = (name: string, ...rules: readonly string[]): string => policy(`shop/${name}`, `${db}, ingress: [${rules.join(', ')}]`);
  const web = '{podSelector: {matchLabels: {app: web}}}';

  it('NP-13 a rule of which another admits all is redundant, the later of two equal ones', () => {
    expect(found(ingress('p', `{from: [${web}], ports: [{port: 80}]}`, '{from: [{podSelector: {}}], ports: [{port: 80, endPort: 90}]}'))).toEqual(['low RULE_REDUNDANT shop/p /spec/ingress/0']);
    expect(found(ingress('p', `{from: [${web}]}`, `{from: [${web}]}`))).toEqual(['low RULE_REDUNDANT shop/p /spec/ingress/1']);
    expect(found(ingress('p', `{from: [${web}], ports: [{port: 80}]}`, `{from: [${web}], ports: [{port: 81}]}`))).toEqual([]);
  });

  it('a rule that only today’s pods make redundant is no more than information', () => {
    expect(found(ingress('p', `{from: [${web}]}`, '{from: [{podSelector: {matchExpressions: [{key: tier, operator: Exists}]}}]}'))).toEqual(['info RULE_REDUNDANT shop/p /spec/ingress/1']);
  });

  it('nor is one that only the numbers make redundant which the names of ports have today', () => {
    expect(found(ingress('p', `{from: [${web}], ports: [{port: sql}]}`, '{from: [{podSelector: {}}], ports: [{port: 5432}]}'))).toEqual(['info RULE_REDUNDANT shop/p /spec/ingress/0']);
    expect(found(ingress('p', `{from: [${web}], ports: [{port: sql}]}`, '{from: [{podSelector: {}}], ports: [{port: sql}]}'))).toEqual(['low RULE_REDUNDANT shop/p /spec/ingress/0']);
    expect(found(ingress('p', `{from: [${web}], ports: [{port: sql}]}`, '{from: [{podSelector: {}}], ports: [{protocol: TCP}]}'))).toEqual(['low RULE_REDUNDANT shop/p /spec/ingress/0']);
  });

  it('a policy of such rules is redundant as a whole', () => {
    expect(found(ingress('p', `{from: [${web}]}`), ingress('q', '{}'))).toEqual(['low POLICY_REDUNDANT shop/p /spec']);
  });

  it('a default deny is not redundant, nor a rule for more pods, nor a policy that isolates besides', () => {
    expect(found(policy('shop/deny', 'podSelector: {}'), ingress('p', '{}'))).toEqual([]);
    expect(found(policy('shop/all', `podSelector: {}, ingress: [{from: [${web}]}]`), ingress('p', `{from: [${web}]}`))).toEqual(['low POLICY_REDUNDANT shop/p /spec']);
    expect(found(policy('shop/p', `${db}, policyTypes: [Ingress, Egress], ingress: [{from: [${web}]}]`), ingress('q', '{}'))).toEqual(['low RULE_REDUNDANT shop/p /spec/ingress/0']);
  });

  it('a rule that the other end blocks for every pair admits nothing in the end', () => {
    const toDb = policy('shop/out', 'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]');
    expect(found(toDb, ingress('in', '{from: [{podSelector: {matchLabels: {app: api}}}]}'))).toEqual(['low ONE_SIDED_RULE shop/out /spec/egress/0']);
    expect(found(toDb, ingress('in', `{from: [${web}], ports: [{port: 5432}]}`))).toEqual([]);
    expect(found(policy('shop/out', 'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]'), ingress('in', `{from: [${web}]}`))).toEqual(['low ONE_SIDED_RULE shop/in /spec/ingress/0']);
  });
});
