import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import type { Direction } from '../../model/firewalls.ts';
import { allOf, expressionText, MATCH_ALL, type LabelExpression } from '../../model/label-expression.ts';
import type { LabelSelector } from '../../model/manifest/label-selector.ts';
import type { CiliumSpec } from '../../policies/cilium/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { requiredExpression, selectsInit, subjectOfSpec, type SelectorPlace } from './selectors.ts';
import type { CiliumSettings } from './settings.ts';

/** What peers of every rule of some subjects must be besides, in the allow or in the deny lists. */
interface Requirement { readonly own: LabelExpression; readonly peers: LabelExpression; readonly isDeny: boolean }

/** What old releases AND to the selectors of peers in one direction. */
export type Requirements = readonly Requirement[];

type Element = Readonly<Record<string, unknown>>;

/** Subjects of a rule that all have the same requirements; null where telling them apart would take too many. */
export interface Variant { readonly own: LabelExpression; readonly required: LabelExpression }

/** Subjects of this many policies with requirements may overlap. */
const MOST_OVERLAPS = 6;

/** Gathers the requirements of all policies of Cilium in one direction. */
export function requirementsIn(policies: readonly PolicyDocument[], direction: Direction, settings: CiliumSettings): Requirements {
  const bySubject = new Map<string, Requirement>();
  for (const policy of policies) {
    if (policy.api !== 'cilium' || policy.manifest === null) continue;
    const { spec, specs, isClusterwide } = policy.manifest;
    const place: SelectorPlace = { namespace: isClusterwide ? null : policy.namespace, settings };
    for (const each of [...(spec ? [spec] : []), ...(specs ?? [])]) {
      for (const requirement of requirementsOfSpec(each, direction, place)) {
        const key = `${String(requirement.isDeny)} ${expressionText(requirement.own)}`;
        const known = bySubject.get(key);
        bySubject.set(key, known === undefined ? requirement : { ...known, peers: allOf(known.peers, requirement.peers) });
      }
    }
  }
  return [...bySubject.values()];
}

function requirementsOfSpec(spec: CiliumSpec, direction: Direction, place: SelectorPlace): readonly Requirement[] {
  const field = direction === 'ingress' ? 'fromRequires' : 'toRequires';
  return [false, true].flatMap((isDeny): readonly Requirement[] => {
    const elements = (spec[isDeny ? `${direction}Deny` as const : direction] ?? []) as readonly Element[];
    const selectors = elements.flatMap((element) => (element[field] ?? []) as readonly LabelSelector[]);
    if (selectors.length === 0) return [];
    const isForInit = selectsInit(spec);
    return [{ own: subjectOfSpec(spec, place), peers: allOf(...selectors.map((selector) => requiredExpression(selector, { ...place, isForInit }))), isDeny }];
  });
}

/** The subjects of a rule by what is required of their peers; null where that is not worked out. */
export function variantsOf(own: LabelExpression, requirements: Requirements, isDeny: boolean): readonly Variant[] | null {
  const meeting = requirements.filter((one) => one.isDeny === isDeny && !areApart(own, one.own));
  if (meeting.length > MOST_OVERLAPS) return null;
  let variants: readonly Variant[] = [{ own, required: MATCH_ALL }];
  for (const { own: subject, peers } of meeting) {
    const isSame = expressionText(subject) === expressionText(own);
    variants = variants.flatMap((variant) => [
      { own: allOf(variant.own, subject), required: allOf(variant.required, peers) },
      ...(isSame ? [] : [{ own: allOf(variant.own, { op: 'not', of: subject }), required: variant.required } as const]),
    ]);
  }
  return variants;
}

/** Whether two subjects are of two namespaces. */
export function areApart(a: LabelExpression, b: LabelExpression): boolean {
  const [x, y] = [namespacesOf(a), namespacesOf(b)];
  return x !== null && y !== null && !x.some((namespace) => y.includes(namespace));
}

function namespacesOf(expression: LabelExpression): readonly string[] | null {
  const parts = expression.op === 'and' ? expression.of : [expression];
  for (const part of parts) if (part.op === 'in' && part.key === NAMESPACE_KEY) return part.values;
  return null;
}
