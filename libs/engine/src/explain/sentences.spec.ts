import { describe, expect, it } from 'vitest';
import { ALL, ALL_PORTS, connections, EMPTY } from '../model/connection-set.ts';
import { EXPLANATION_CODES } from '../model/explanation-code.ts';
import type { Origin, Rule } from '../model/firewalls.ts';
import { MATCH_ALL } from '../model/label-expression.ts';
import { rule } from '../testing/build-firewalls.ts';
import type { Side } from './pair.ts';
import { sentence, type Scene } from './sentences.ts';

const side = (ref: string): Side => ({ endpoint: null, addresses: [], families: 1, isFamilyBlind: false, ref, isThroughService: false });
const scene: Scene = { direction: 'ingress', own: side('pod:shop/db'), peer: side('pod:shop/web'), universe: ALL_PORTS };
const origin: Origin = { group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace: 'shop', name: 'p', rule: 0, ruleName: null, pointer: '/spec/ingress/0', source: null };
const told = rule('allow', MATCH_ALL, { origin });
const say = (code: Parameters<typeof sentence>[1]['code'], of: Rule | null, set = connections('TCP', 80)): string => sentence(scene, { code, rule: of, connections: set, detail: 'http' });

describe('the sentence of a step', () => {
  it.each(EXPLANATION_CODES)('is one sentence for %s, whatever stands behind it', (code) => {
    for (const of of [told, { ...told, origin: { ...origin, rule: null } }, { ...told, origin: null }, { ...told, action: 'deny', role: 'default' } as const]) {
      expect(say(code, of)).toMatch(/^[A-Z][^.]*[^. ]\.$/);
    }
  });

  it('begins with a capital letter where it begins with an end, with traffic or with a policy', () => {
    expect(say('SAME_POD', null)).toBe('Pod:shop/db always reaches itself.');
    expect(say('PROTOCOL_NOT_MODELLED', null, ALL)).toBe('ALL is not defined for this enforcer.');
    expect(say('ADMITTED_BY_RULE', told)).toBe('Ingress rule 0 of NetworkPolicy shop/p admits TCP 80.');
    expect(say('ISOLATED_NO_RULE_ADMITS', { ...told, origin: { ...origin, rule: null } }, ALL_PORTS)).toBe('NetworkPolicy shop/p isolates pod:shop/db for ingress and no rule admits all traffic.');
    expect(say('ADMITTED_BY_RULE', { ...told, origin: null }, EMPTY)).toBe('A rule of the ingress firewall admits no traffic.');
  });

  it('names a rule inside of a sentence with a small letter', () => {
    expect(say('NODE_NOT_ENFORCING', told)).toBe('Whether the enforcer filters pod:shop/db is unknown, and with it whether ingress rule 0 of NetworkPolicy shop/p counts.');
  });

  it('words one rule once for each direction, however many pairs meet it', () => {
    let worded = 0;
    const counted = { ...told, get origin() { worded += 1; return origin; } };
    say('ADMITTED_BY_RULE', counted);
    const once = worded;
    say('PEER_NOT_SELECTED', counted);
    expect(once).toBeGreaterThan(0);
    expect(worded).toBe(once);
    expect(sentence({ ...scene, direction: 'egress' }, { code: 'ADMITTED_BY_RULE', rule: counted, connections: EMPTY })).toBe('Egress rule 0 of NetworkPolicy shop/p admits no traffic.');
  });
});
