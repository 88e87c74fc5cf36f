import { expect, it } from 'vitest';
import { connections } from '../model/connection-set.ts';
import type { TrafficItem } from '../model/firewalls.ts';
import { MATCH_ALL, type LabelExpression } from '../model/label-expression.ts';
import { firewallsOf, isolated, podNamed, rule } from '../testing/build-firewalls.ts';
import { by, findInFirewalls } from './testing/find-in.ts';

const noTeam: LabelExpression = { op: 'missing', key: '@namespace:team' };
const METRICS: TrafficItem = { kind: 'named', name: 'metrics', protocol: 'any', element: 0 };
const fixed = (port: number): TrafficItem => ({ kind: 'fixed', connections: connections('TCP', port), element: 0 });

/** What is redundant of a rule for pods of no team and another for all, where the only pod that names the port is perhaps of no team. */
function redundancies(other: TrafficItem): readonly string[] {
  const pods = [podNamed('a', { ports: [] }), podNamed('b', { ports: [{ name: 'metrics', protocol: 'TCP', port: 9100 }], unknownLabelPrefix: '@namespace:' })];
  const rules = [by('narrow', rule('allow', noTeam, { traffic: [METRICS] })), by('wide', rule('allow', MATCH_ALL, { traffic: [other] })), by('deny', isolated())];
  const world = firewallsOf(pods, {}, { tiers: { egress: [], ingress: [{ kind: 'NETWORK_POLICY', name: 'NetworkPolicy', reading: 'union', rules }] } });
  return findInFirewalls(world).filter(({ code }) => code.endsWith('_REDUNDANT')).map(({ code, resource }) => `${code} ${resource?.name ?? ''}`);
}

it('a rule that perhaps stands in front of a pod whose named port no other rule admits is not redundant', () => {
  expect(redundancies(fixed(80))).toEqual([]);
});

it('a rule whose named port another admits by number, for all that it perhaps stands in front of, is redundant', () => {
  expect(redundancies(fixed(9100))).toEqual(['POLICY_REDUNDANT narrow']);
});
