import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { lowerReference } from '../enforcers/reference/lower.ts';
import { policyImpacts } from '../impact/policy-impact.ts';
import type { Finding } from '../model/diagnostic.ts';
import { readTexts } from '../read/session.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';
import { CAST, policy } from '../testing/world.ts';
import { findMistakes } from './find-mistakes.ts';
import { impactFindings } from './impact-findings.ts';
import { outline } from './testing/find-in.ts';

const db = 'podSelector: {matchLabels: {app: db}}';
const from = (app: string): string => `{from: [{podSelector: {matchLabels: {app: ${app}}}}]}`;

function found(...policies: readonly string[]): readonly Finding[] {
  const read = readTexts([{ file: 'world.yaml', text: [CAST, ...policies].join('\n---\n') }]);
  const { snapshot } = buildSnapshot(read.objects, read.coverage); const firewalls = lowerReference(snapshot);
  const subject = { snapshot, firewalls, view: compile(firewalls) }; const work = policyImpacts(firewalls);
  for (let step = work.next(); ; step = work.next()) if (step.done === true) return impactFindings(subject, step.value, findMistakes(subject));
}

it('a policy that several others together make up for changes nothing', () => {
  const findings = found(policy('shop/a', `${db}, ingress: [${from('web')}]`), policy('shop/b', `${db}, ingress: [${from('api')}]`), policy('shop/c', `${db}, ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: In, values: [web, api]}]}}], ports: [{port: 80}]}]`));
  expect(outline(findings)).toEqual(['low POLICY_WITHOUT_IMPACT shop/c /spec']);
  expect(findings[0]?.message).toContain('NetworkPolicy shop/a and NetworkPolicy shop/b decide instead');
});

it('a policy whose traffic the other end blocks is no more than information', () => {
  const shut = policy('shop/shut', 'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]');
  const findings = found(shut, policy('shop/db', `${db}, ingress: [${from('api')}, ${from('web')}]`));
  expect(outline(findings)).toEqual([]);
  expect(outline(found(shut, policy('shop/out', 'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]'), policy('shop/db', db)))).toEqual(['info POLICY_WITHOUT_IMPACT shop/out /spec', 'info POLICY_WITHOUT_IMPACT shop/shut /spec']);
});

it('rules that do nothing are told once for each policy, and not those of which another finding tells', () => {
  const both = '{from: [{podSelector: {matchExpressions: [{key: app, operator: In, values: [web, api]}]}}]}';
  const findings = found(policy('shop/p', `${db}, ingress: [${from('web')}, ${from('api')}, ${both}]`));
  expect(outline(findings)).toEqual([]);
  const split = found(policy('shop/p', `${db}, ingress: [{from: [{podSelector: {}}], ports: [{port: 80}]}, {from: [{podSelector: {}}], ports: [{port: 81}]}, {from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80, endPort: 81}]}]`));
  expect(outline(split)).toEqual(['info RULES_WITHOUT_IMPACT shop/p /spec/ingress/2']);
});
