import { describe, expect, it } from 'vitest';
import { answerPoint } from '../../answer-point.ts';
import { compile } from '../../compile/compile.ts';
import type { Reachability } from '../../model/verdict.ts';
import { reachableFrom } from '../../query/set-questions.ts';
import { resolveEndpoint } from '../../references/resolve-endpoint.ts';
import { parseTraffic } from '../../references/traffic.ts';
import { CAST, policy, world } from '../world.ts';

const WEB_ONLY = policy('shop/db', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}, {namespaceSelector: {matchLabels: {team: red}}}], ports: [{port: 5432}]}]');

function asking(...more: readonly string[]): (from: string, to: string, traffic?: string) => Reachability {
  const view = compile(world([CAST, ...more]).firewalls);
  return (from, to, traffic = '') => answerPoint(view, { from: resolveEndpoint(view, from), to: resolveEndpoint(view, to), traffic: parseTraffic(traffic), basis: 'SPECIFIED' }).reachability;
}

describe('a pod that does not exist yet', () => {
  it('sends as one with its labels in its namespace would', () => {
    const ask = asking(WEB_ONLY);
    expect(ask('hypothetical:shop{app=web,tier=new}', 'pod:shop/db', 'tcp/5432').verdict).toBe('ALLOWED');
    expect(ask('hypothetical:shop{app=new}', 'pod:shop/db', 'tcp/5432').verdict).toBe('DENIED');
    expect(ask('hypothetical:lab{}', 'pod:shop/db', 'tcp/5432').verdict).toBe('ALLOWED');
  });

  it('receives, and the policies that would select it isolate it', () => {
    const ask = asking(WEB_ONLY);
    expect(ask('pod:shop/api', 'hypothetical:shop{app=db}', 'tcp/5432').verdict).toBe('DENIED');
    expect(ask('pod:shop/web', 'hypothetical:shop{app=db}', 'tcp/5432').verdict).toBe('ALLOWED');
    expect(ask('pod:shop/api', 'hypothetical:shop{app=cache}', 'tcp/5432').verdict).toBe('ALLOWED');
  });

  it('two that are described alike are two pods', () => {
    expect(asking(WEB_ONLY)('hypothetical:shop{app=db}', 'hypothetical:shop{app=db}', 'tcp/5432').verdict).toBe('DENIED');
  });

  it('U16 NAMESPACE_SYNTHESISED its namespace need not exist', () => {
    const answer = asking(WEB_ONLY)('hypothetical:later{}', 'pod:shop/db', 'tcp/5432');
    expect(answer).toMatchObject({ verdict: 'DENIED', confidence: 'EXACT' });
    expect(answer.caveats.map(({ code }) => code)).toEqual(['NAMESPACE_SYNTHESISED']);
    const byName = policy('shop/db', 'podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: later}}}]}]');
    expect(asking(byName)('hypothetical:later{}', 'pod:shop/db', 'tcp/5432').verdict).toBe('ALLOWED');
  });

  it('PD-14 has no address yet, so rules by address are undecided for it', () => {
    const byAddress = policy('shop/db', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.1.0/24}}]}]');
    const answer = asking(byAddress)('hypothetical:shop{}', 'pod:shop/db', 'tcp/5432');
    expect(answer.verdict).toBe('UNKNOWN');
    expect(answer.caveats.map(({ code }) => code)).toContain('ADDRESS_UNKNOWN');
  });

  it('lists what it would reach, itself not among it', () => {
    const view = compile(world([CAST, WEB_ONLY]).firewalls);
    const rows = reachableFrom(view, { from: resolveEndpoint(view, 'hypothetical:shop{app=new}'), traffic: parseTraffic('tcp/5432'), groupBy: 'pod' });
    expect(rows.map(({ peer }) => peer.ref)).toEqual(['node:n1', 'node:n2', 'pod:lab/job', 'pod:lab/web', 'pod:shop/api', 'pod:shop/web', 'ip:0.0.0.0/0']);
  });

  it('refuses labels and namespaces that cannot exist', () => {
    const ask = asking();
    expect(() => ask('hypothetical:Shop{app=web}', 'pod:shop/db')).toThrow(/no namespace can be named/);
    expect(() => ask('hypothetical:shop{a:b=web}', 'pod:shop/db')).toThrow(/label key/);
  });
});
