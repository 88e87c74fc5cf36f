import { compile } from '../../compile/compile.ts';
import { lowerReference } from '../../enforcers/reference/lower.ts';
import type { Finding } from '../../model/diagnostic.ts';
import type { Firewalls, Origin, Rule } from '../../model/firewalls.ts';
import { buildSnapshot } from '../../read/snapshot/build-snapshot.ts';
import { readTexts } from '../../read/session.ts';
import { findMistakes, type FindingLimits } from '../find-mistakes.ts';

/** The findings of some YAML documents, in order. */
export function findIn(documents: readonly string[], { file = 'world.yaml', limits }: { readonly file?: string; readonly limits?: FindingLimits } = {}): readonly Finding[] {
  const read = readTexts([{ file, text: documents.join('\n---\n') }]);
  const { snapshot } = buildSnapshot(read.objects, read.coverage);
  const firewalls = lowerReference(snapshot);
  return findMistakes({ snapshot, firewalls, view: compile(firewalls) }, limits);
}

/** The findings of Firewalls that no text stands behind. */
export function findInFirewalls(firewalls: Firewalls, limits?: FindingLimits): readonly Finding[] {
  const { snapshot } = buildSnapshot([], { kinds: [] });
  return findMistakes({ snapshot, firewalls, view: compile(firewalls) }, limits);
}

/** `medium PEERS_ORED shop/web /spec/ingress/0`, one for each finding. */
export const outline = (findings: readonly Finding[]): readonly string[] => findings.map(({ severity, code, resource, path }) => (
  [severity, code, resource === undefined ? '' : `${resource.namespace === '' ? '' : `${resource.namespace}/`}${resource.name}`, path ?? ''].filter((word) => word !== '').join(' ')
));

/** Of one code only. */
export const ofCode = (findings: readonly Finding[], ...codes: readonly string[]): readonly Finding[] => findings.filter(({ code }) => codes.includes(code));

/** The place of a rule of a cluster-wide policy. */
export const originIn = (name: string, rule: number | null, direction = 'ingress'): Origin => ({
  group: 'policy.networking.k8s.io', kind: 'AdminNetworkPolicy', namespace: '', name, rule, ruleName: null, pointer: rule === null ? '/spec' : `/spec/${direction}/${String(rule)}`, source: null,
});

/** The rule with an origin in the policy. */
export const by = (name: string, rule: Rule, index = 0, direction = 'ingress'): Rule => ({ ...rule, origin: originIn(name, rule.role === 'isolation' ? null : index, direction) });
