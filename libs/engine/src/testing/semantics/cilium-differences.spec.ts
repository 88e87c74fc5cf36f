import { expect, it } from 'vitest';
import { askUnder } from '../../ask-under.ts';
import { analyse } from '../../pipeline.ts';
import { readTexts } from '../../read/session.ts';
import { parseTraffic } from '../../references/traffic.ts';
import { ciliumPolicy } from '../cilium-world.ts';
import { CAST, policy } from '../world.ts';

/** The verdicts that policies and Cilium give, and why they differ. */
function sides(policies: readonly string[], from: string, to: string, settings: Readonly<Record<string, string>> = {}): readonly string[] {
  const read = readTexts([{ file: 'world.yaml', text: [CAST, ...policies].join('\n---\n') }]);
  const analysis = analyse(read.objects, read.coverage, { enforcer: { name: 'cilium', version: '1.20.2' }, settings: Object.fromEntries(Object.entries(settings).map(([key, value]) => [`cilium.${key}`, value])) });
  const { specified, enforced, differences } = askUnder({ specified: analysis.view, enforced: analysis.enforced, isEnforcementKnown: true }, { from, to, traffic: parseTraffic('tcp/80'), basis: 'ENFORCED' }).byBasis;
  return [specified, enforced, ...differences];
}

const DB = 'podSelector: {matchLabels: {app: db}}';

it('CI-53 a block that holds a pod', () => {
  expect(sides([policy('shop/p', `${DB}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]`)], 'pod:shop/web', 'pod:shop/db')).toEqual(['ALLOWED', 'DENIED', 'IP_BLOCK_EXCLUDES_PODS']);
});

it('CI-53 rules of a direction that is not listed', () => {
  expect(sides([policy('shop/p', `${DB}, policyTypes: [Ingress], egress: [{to: [{podSelector: {matchLabels: {app: api}}}]}]`)], 'pod:shop/db', 'pod:shop/web')).toEqual(['ALLOWED', 'DENIED', 'FIELD_NOT_HONOURED']);
});

it('CI-53 a kind that is not read', () => {
  expect(sides([policy('shop/p', `${DB}, ingress: []`)], 'pod:shop/web', 'pod:shop/db', { 'enable-k8s-networkpolicy': 'false' })).toEqual(['DENIED', 'ALLOWED', 'KIND_NOT_ENFORCED']);
  const anp = '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}, spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}';
  expect(sides([anp], 'pod:shop/web', 'pod:shop/db')).toEqual(['DENIED', 'ALLOWED', 'KIND_NOT_ENFORCED']);
});

it('CI-53 the strict default deny, and a policy that only Cilium reads, which needs no reason', () => {
  expect(sides([], 'pod:shop/web', 'pod:shop/db', { 'enable-policy': 'always' })).toEqual(['ALLOWED', 'DENIED', 'STRICT_DEFAULT_DENY']);
  expect(sides([ciliumPolicy('shop/p', 'endpointSelector: {}, ingressDeny: [{fromEndpoints: [{}]}]')], 'pod:shop/web', 'pod:shop/db')).toEqual(['ALLOWED', 'DENIED']);
});
