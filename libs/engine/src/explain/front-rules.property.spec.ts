import { expect, it } from 'vitest';
import { labelMatch, type LabelExpression } from '../model/label-expression.ts';
import { firewallsOf, rule } from '../testing/build-firewalls.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { randomFirewalls } from '../testing/random-firewalls.ts';
import { rulesInFrontOf } from './front-rules.ts';

it('the rules in front of an endpoint are those whose expression matches it, or may, in order', () => {
  forSeeds(300, (seed) => {
    const { endpoints, tiers } = randomFirewalls(seed);
    for (const direction of ['ingress', 'egress'] as const) for (const endpoint of endpoints) {
      const wanted = tiers[direction].map(({ rules }) => rules.map((rule) => ({ rule, own: labelMatch(rule.own, endpoint.labels, endpoint.unknownLabelPrefix) })).filter(({ own }) => own !== 'no'));
      expect(rulesInFrontOf(tiers[direction], endpoint)).toEqual(wanted);
    }
  });
});

it('expressions of other namespaces are not evaluated, however many there are', () => {
  let evaluated = 0;
  const inNamespace = (namespace: string): LabelExpression => {
    const of: readonly LabelExpression[] = [{ op: 'in', key: '@namespace', values: [namespace] }, { op: 'in', key: 'app', values: ['web'] }];
    return { op: 'and', get of() { evaluated += 1; return of; } };
  };
  const tiers = firewallsOf([], { ingress: Array.from({ length: 1000 }, (_, index) => rule('allow', inNamespace(`n${String(index)}`))) }).tiers.ingress;
  const endpoint = { labels: { '@namespace': 'n7', app: 'web' } };
  expect(rulesInFrontOf(tiers, endpoint).flat()).toHaveLength(1);
  evaluated = 0;
  rulesInFrontOf(tiers, { labels: { ...endpoint.labels } });
  expect(evaluated).toBe(1);
  rulesInFrontOf(tiers, endpoint);
  expect(evaluated).toBe(1);
});
