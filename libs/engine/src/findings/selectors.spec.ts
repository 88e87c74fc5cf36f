import { describe, expect, it } from 'vitest';
import { CAST, pod, policy } from '../testing/world.ts';
import { findIn, ofCode, outline } from './testing/find-in.ts';

const DENY_NOTHING = 'podSelector: {}';
const from = (peers: string, more = ''): string => policy('shop/p', `podSelector: {matchLabels: {app: db}}, ingress: [{from: [${peers}]${more}}]`);

describe('what a policy selects', () => {
  it('NP-5 a policy that selects no pod is a finding, and names the label that was probably meant', () => {
    const [finding, ...more] = findIn([CAST, policy('shop/p', 'podSelector: {matchLabels: {app: ap1}}')]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: 'POLICY_SELECTS_NOTHING', severity: 'medium', path: '/spec/podSelector', resource: { kind: 'NetworkPolicy', namespace: 'shop', name: 'p' }, source: { file: 'world.yaml' } });
    expect(finding?.message).toBe('NetworkPolicy shop/p has no effect: there are no pods labelled app=ap1 in namespace shop. app=api was probably meant. Mend the selector, or delete the policy.');
  });

  it('a selector that only excludes, or takes all of an empty namespace, is no more than information', () => {
    expect(outline(findIn([CAST, policy('shop/p', 'podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}')]))).toEqual(['info POLICY_SELECTS_NOTHING shop/p /spec/podSelector']);
    expect(outline(findIn([CAST, policy('empty/p', DENY_NOTHING)]))).toContain('info POLICY_SELECTS_NOTHING empty/p /spec/podSelector');
  });

  it('a folder of policies alone says nothing of what they select', () => {
    expect(findIn([policy('shop/p', 'podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: x}}}]}]')])).toEqual([]);
  });

  it('PD-6 a policy that selects only pods of the node network is told apart from one that selects nothing', () => {
    const host = pod('shop/agent', { labels: 'app: agent', spec: 'hostNetwork: true' });
    expect(outline(findIn([CAST, host, policy('shop/p', 'podSelector: {matchLabels: {app: agent}}')]))).toEqual(['medium POLICY_SELECTS_HOST_NETWORK shop/p /spec/podSelector']);
    const both = policy('shop/p', 'podSelector: {matchExpressions: [{key: app, operator: In, values: [agent, web]}]}');
    expect(findIn([CAST, host, both])).toEqual([]);
  });

  it('PD-9 a policy for the pods of a finished job selects something, though not now', () => {
    const done = pod('shop/job-1', { labels: 'job: nightly', phase: 'Succeeded' });
    expect(findIn([CAST, done, policy('shop/p', 'podSelector: {matchLabels: {job: nightly}}'), from('{podSelector: {matchLabels: {job: nightly}}}')])).toEqual([]);
  });
});

describe('what peers select', () => {
  it('a peer without pods is a finding at its own element', () => {
    const findings = findIn([CAST, from('{podSelector: {matchLabels: {app: web}}}, {podSelector: {matchLabels: {app: gone}}}')]);
    expect(outline(findings)).toEqual(['low PEER_SELECTS_NOTHING shop/p /spec/ingress/0/from/1']);
    expect(findings[0]?.message).toContain('there are no pods labelled app=gone in namespace shop');
  });

  it('a peer that only hosts match can never match', () => {
    const host = pod('lab/exporter', { labels: 'app: exporter', spec: 'hostNetwork: true' });
    expect(outline(findIn([CAST, host, from('{namespaceSelector: {}, podSelector: {matchLabels: {app: exporter}}}')]))).toEqual(['medium PEER_SELECTS_HOST_NETWORK shop/p /spec/ingress/0/from/0']);
  });

  it('NP-45 a label that no namespace has is named, with the slip that it probably is', () => {
    const messages = (selector: string): readonly string[] => ofCode(findIn([CAST, from(`{namespaceSelector: {matchLabels: {${selector}}}}`)]), 'NAMESPACE_LABEL_UNKNOWN').map(({ severity, message }) => `${severity}: ${message}`);
    expect(messages('kubernetes.io/metadata.name: lba')).toEqual([expect.stringMatching(/^medium: .*no namespace lba in the cluster; lab was probably meant/)]);
    expect(messages('name: lab')).toEqual([expect.stringMatching(/^medium: .*has a label name; the label that every namespace has is kubernetes.io\/metadata.name: lab/)]);
    expect(messages('team: bule')).toEqual([expect.stringMatching(/^medium: .*team=blue was probably meant/)]);
    expect(messages('taem: blue')).toEqual([expect.stringMatching(/^medium: .*team was probably meant/)]);
    expect(messages('kubernetes.io/metadata.name: monitoring')).toEqual([expect.stringMatching(/^low: /)]);
    expect(messages('team: blue')).toEqual([]);
  });

  it('what is missing from a folder of manifests may be in the cluster', () => {
    const web = '{apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}, spec: {containers: []}}';
    const findings = findIn([web, from('{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}, {namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}')]);
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['info']));
  });

  it('U16 labels that are not known prove nothing', () => {
    const record = '{apiVersion: postern/v1, kind: Collection, collected: [{group: "", kind: Pod, namespaces: "*"}, {group: networking.k8s.io, kind: NetworkPolicy, namespaces: "*"}]}';
    expect(findIn([record, pod('shop/db', { labels: 'app: db' }), pod('lab/web', { labels: 'app: web' }), from('{namespaceSelector: {matchLabels: {team: red}}}')])).toEqual([]);
  });

  it('U16 a namespace with pods and no object is told where others have one', () => {
    expect(outline(findIn([CAST, pod('extra/x', { labels: 'app: x' })]))).toEqual(['info NAMESPACE_NOT_DECLARED extra']);
    expect(findIn([pod('extra/x', { labels: 'app: x' })])).toEqual([]);
  });
});

describe('NP-36 two selectors in two elements', () => {
  const ored = (first: string, second: string): readonly string[] => outline(ofCode(findIn([CAST, from(`${first}, ${second}`)]), 'PEERS_ORED', 'PEER_SELECTS_NOTHING'));
  const lab = '{namespaceSelector: {matchLabels: {team: red}}}';
  const pods = (app: string): string => `{podSelector: {matchLabels: {app: ${app}}}}`;

  it('are a mistake where only the other namespace has such pods', () => {
    expect(ored(lab, '{podSelector: {matchLabels: {run: job}}}')).toEqual(['high PEERS_ORED shop/p /spec/ingress/0/from/0']);
    expect(ored('{podSelector: {matchLabels: {run: job}}}', lab)).toEqual(['high PEERS_ORED shop/p /spec/ingress/0/from/1']);
  });

  it('are a mistake where the second adds nothing', () => {
    expect(ored('{namespaceSelector: {}}', pods('web'))).toEqual(['high PEERS_ORED shop/p /spec/ingress/0/from/0']);
    expect(ored('{namespaceSelector: {matchLabels: {team: blue}}}', pods('web'))).toEqual(['high PEERS_ORED shop/p /spec/ingress/0/from/0']);
  });

  it('may be a mistake where both places have such pods', () => {
    expect(ored(lab, pods('web'))).toEqual(['low PEERS_ORED shop/p /spec/ingress/0/from/0']);
  });

  it('are right where only the own namespace has such pods, or the second is all of it', () => {
    expect(ored(lab, pods('api'))).toEqual([]);
    expect(ored(lab, '{podSelector: {}}')).toEqual([]);
    expect(ored('{namespaceSelector: {matchLabels: {team: red}}, podSelector: {matchLabels: {run: job}}}', pods('api'))).toEqual([]);
  });
});
