import { expect, it } from 'vitest';
import { CAST, policy } from '../testing/world.ts';
import { findIn, outline } from './testing/find-in.ts';

const rule = (app: string): string => `{from: [{podSelector: {matchLabels: {app: ${app}}}}]}`;
const ingress = (...rules: readonly string[]): string => policy('shop/p', `podSelector: {matchLabels: {app: db}}, ingress: [${rules.join(', ')}]`);
const fingerprints = (documents: readonly string[], file = 'world.yaml'): readonly string[] => findIn(documents, { file }).map(({ fingerprintText }) => fingerprintText);

it('a fingerprint survives another file, another place in it and a rule above', () => {
  const [before] = fingerprints([CAST, ingress(rule('gone'))]);
  expect(fingerprints([CAST, ingress(rule('gone'))], 'elsewhere/b.yaml')).toEqual([before]);
  expect(fingerprints([policy('shop/other', 'podSelector: {}'), CAST, ingress(rule('gone'))])).toEqual([before]);
  expect(fingerprints([CAST, ingress(rule('web'), rule('gone'))])).toEqual([before]);
});

it('another object or another mistake has another fingerprint, and so do two equal mistakes', () => {
  const [before] = fingerprints([CAST, ingress(rule('gone'))]);
  expect(fingerprints([CAST, ingress(rule('lost'))])).not.toEqual([before]);
  const twice = fingerprints([CAST, ingress(rule('gone'), `{from: [{podSelector: {matchLabels: {app: gone}}}], ports: [{port: 80}]}`)]);
  expect(new Set(twice).size).toBe(twice.length);
  expect(twice).toHaveLength(2);
});

it('no fingerprint holds a line or a file', () => {
  for (const text of fingerprints([CAST, ingress(rule('gone'))])) expect(text).not.toMatch(/world\.yaml|:\d+|\/\d+/);
});

it('the worst comes first', () => {
  const severities = findIn([CAST, ingress(rule('gone')), policy('shop/q', 'podSelector: {}, policyTypes: [Egress], ingress: [{}]')]).map(({ severity }) => severity);
  expect(severities).toEqual(['high', 'low']);
});

it('a search that stops early says so, and so do findings that are not shown', () => {
  const many = [CAST, ingress(rule('web'), rule('web'), rule('gone'), rule('lost'), rule('away'))];
  expect(outline(findIn(many))).toContain('low RULE_REDUNDANT shop/p /spec/ingress/1');
  const cut = findIn(many, { limits: { comparisons: 1, perCode: 2 } });
  expect(cut.map(({ code }) => code)).toEqual(['PEER_SELECTS_NOTHING', 'PEER_SELECTS_NOTHING', 'CHECK_CUT_SHORT', 'CHECK_CUT_SHORT', 'FINDINGS_CUT']);
  expect(cut[2]?.message).toContain('the search for one-sided rules stopped after 1 steps');
  expect(cut[3]?.message).toContain('the search for redundant rules stopped after 1 steps');
  expect(cut.at(-1)?.message).toBe('1 more findings of code PEER_SELECTS_NOTHING are not shown.');
});

it('policies without a mistake have no finding', () => {
  expect(findIn([CAST, policy('shop/deny', 'podSelector: {}, policyTypes: [Ingress, Egress]'), ingress(rule('web')), policy('shop/web', 'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: sql}]}]')])).toEqual([]);
});
