import { describe, expect, it } from 'vitest';
import { CAST, pod, policy, world } from '../world.ts';

const DENY = 'podSelector: {}, policyTypes: [Ingress]';
const with_ = (...policies: readonly string[]): ReturnType<typeof world> => world([CAST, ...policies]);

describe('which pods a NetworkPolicy selects', () => {
  it('NP-1 only those of its own namespace', () => {
    const { verdict } = with_(policy('shop/deny', DENY));
    expect(verdict('lab/job', 'shop/db', 'TCP 80')).toBe('DENIED');
    expect(verdict('shop/db', 'lab/web', 'TCP 80')).toBe('ALLOWED');
  });

  it('NP-2 all of them with an empty podSelector', () => {
    const { verdict } = with_(policy('shop/deny', DENY));
    for (const name of ['web', 'db', 'api']) expect(verdict('lab/job', `shop/${name}`, 'UDP 53')).toBe('DENIED');
  });

  it.each(['podSelector: null', 'policyTypes: [Ingress]', 'podSelector: {matchLabels: null}'])('NP-3 all of them with %s', (spec) => {
    const { verdict } = with_(policy('shop/deny', `${spec}${spec.includes('policyTypes') ? '' : ', policyTypes: [Ingress]'}`));
    expect(verdict('lab/job', 'shop/db', 'TCP 80')).toBe('DENIED');
  });

  it('NP-4 by the labels of the snapshot alone', () => {
    const deny = policy('shop/deny', 'podSelector: {matchLabels: {app: late}}');
    expect(with_(deny, pod('shop/late', { labels: 'app: early', ip: '10.0.1.9' })).verdict('lab/job', 'shop/late', 'TCP 80')).toBe('ALLOWED');
    expect(with_(deny, pod('shop/late', { labels: 'app: late', ip: '10.0.1.9' })).verdict('lab/job', 'shop/late', 'TCP 80')).toBe('DENIED');
  });

  it('NP-5 none, without error, where the selector or the namespace holds none', () => {
    const { verdict, diagnostics } = with_(policy('shop/none', 'podSelector: {matchLabels: {app: nobody}}'), policy('empty/none', DENY));
    expect(verdict('lab/job', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('NP-6 leaves a pod unrestricted when the last policy is gone', () => {
    expect(with_(policy('shop/deny', DENY)).verdict('lab/job', 'shop/db', 'TCP 80')).toBe('DENIED');
    expect(with_().verdict('lab/job', 'shop/db', 'TCP 80')).toBe('ALLOWED');
  });

  it('NP-7 takes a pod without labels for one with an empty label set', () => {
    const bare = '{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: bare}, spec: {nodeName: n1, containers: [{name: main, image: x}]}, status: {phase: Running, podIPs: [{ip: 10.0.1.9}]}}';
    expect(world([CAST, bare, policy('shop/deny', DENY)]).verdict('lab/job', 'shop/bare', 'TCP 80')).toBe('DENIED');
    expect(world([CAST, bare, policy('shop/deny', 'podSelector: {matchLabels: {app: web}}')]).verdict('lab/job', 'shop/bare', 'TCP 80')).toBe('ALLOWED');
    expect(world([CAST, bare, policy('shop/deny', 'podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}')]).verdict('lab/job', 'shop/bare', 'TCP 80')).toBe('DENIED');
  });
});
