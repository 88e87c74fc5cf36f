import { describe, expect, it } from 'vitest';
import { CAST, policy, pod, world } from '../world.ts';

const CAPITAL = pod('shop/capital', { labels: 'app: Web', ip: '10.0.1.9' });
/** Pods of shop that the selector picks as peers of shop/db. */
const picks = (selector: string): readonly string[] => {
  const { verdict } = world([CAST, CAPITAL, policy('shop/p', `podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: ${selector}}]}]`)]);
  return ['web', 'api', 'capital'].filter((name) => verdict(`shop/${name}`, 'shop/db', 'TCP 80') === 'ALLOWED');
};

describe('label selectors', () => {
  it('LS-1 and everything', () => {
    expect(picks('{matchLabels: {app: web, tier: ""}}')).toEqual(['web']);
    expect(picks('{matchLabels: {app: web, tier: x}}')).toEqual([]);
    expect(picks('{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: DoesNotExist}]}')).toEqual([]);
  });

  it('LS-2 In needs the key and one of the values', () => {
    expect(picks('{matchExpressions: [{key: app, operator: In, values: [web, api]}]}')).toEqual(['web', 'api']);
    expect(picks('{matchExpressions: [{key: tier, operator: In, values: [x]}]}')).toEqual([]);
  });

  it('LS-3 NotIn is satisfied by a missing key', () => {
    expect(picks('{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}')).toEqual(['api', 'capital']);
    expect(picks('{matchExpressions: [{key: tier, operator: NotIn, values: [x]}]}')).toEqual(['web', 'api', 'capital']);
    expect(picks('{matchExpressions: [{key: tier, operator: NotIn, values: [""]}]}')).toEqual(['api', 'capital']);
  });

  it('LS-4 Exists takes any value, the empty one too', () => {
    expect(picks('{matchExpressions: [{key: tier, operator: Exists}]}')).toEqual(['web']);
  });

  it('LS-5 DoesNotExist needs the key missing', () => {
    expect(picks('{matchExpressions: [{key: tier, operator: DoesNotExist}]}')).toEqual(['api', 'capital']);
  });

  it('LS-6 an empty value is not a missing key', () => {
    expect(picks('{matchLabels: {tier: ""}}')).toEqual(['web']);
  });

  it('LS-7 compares case by case', () => {
    expect(picks('{matchLabels: {app: Web}}')).toEqual(['capital']);
    expect(picks('{matchLabels: {App: web}}')).toEqual([]);
  });

  it('LS-8 an empty selector matches everything, and NetworkPolicy gives an absent one its own meaning', () => {
    expect(picks('{}')).toEqual(['web', 'api', 'capital']);
    expect(picks('{}, namespaceSelector: null')).toEqual(['web', 'api', 'capital']);
  });
});
