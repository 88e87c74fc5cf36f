import type { Diagnostic } from '../model/diagnostic.ts';
import { labelKeyProblem, labelValueProblem } from '../model/label-syntax.ts';
import { identityKey, type ResourceIdentity } from '../model/location.ts';
import { isDnsLabel, isDnsSubdomain } from '../model/object-name.ts';
import { atPointer } from '../model/pointer-line.ts';
import { conform, isJsonObject, type Shape, type ShapeReport } from '../model/shape.ts';
import type { LocatedObject } from './object.ts';

/** Takes a problem: from then on the object counts as refused. */
export type Refuse = (pointer: string, message: string, code?: string) => void;

/** Takes a problem of one value, which is left out while the object stays: its other connections must not vanish. */
export type LeaveOut = (pointer: string, message: string) => void;

/** The identity of a located object. */
export const identityOf = (object: LocatedObject): ResourceIdentity => ({ group: object.group, kind: object.kind, namespace: object.namespace, name: object.name });

const NAMES_ARE_LABELS = new Set(['Namespace', 'Service']);

function checkNames(object: LocatedObject, refuse: Refuse): void {
  const isLabel = NAMES_ARE_LABELS.has(object.kind);
  if (!(isLabel ? isDnsLabel(object.name) : isDnsSubdomain(object.name))) {
    refuse('/metadata/name', isLabel ? 'the name must be a DNS label: lower-case letters, digits and inner dashes, at most 63' : 'the name must be a DNS subdomain: lower-case letters, digits, "-" and ".", at most 253');
  }
  if (object.namespace !== '' && !isDnsLabel(object.namespace)) refuse('/metadata/namespace', 'the namespace must be a DNS label: lower-case letters, digits and inner dashes, at most 63');
}

/** Refuses labels that the API server refuses (V3, V4). */
export function checkLabels(labels: Readonly<Record<string, string>> | null | undefined, pointer: string, refuse: Refuse): void {
  if (!labels) return;
  for (const key of Object.keys(labels)) {
    const problem = labelKeyProblem(key) ?? labelValueProblem(labels[key] ?? '');
    if (problem !== null) refuse(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, problem, 'LABEL_INVALID');
  }
}

/**
 * The object's value conformed to its shape and checked by `check`; null, with one error for each problem, where the API
 * server would refuse it.
 */
export function checkedValue<Json>(object: LocatedObject, shape: Shape, diagnostics: Diagnostic[], check: (json: Json, refuse: Refuse, leaveOut: LeaveOut) => void): Json | null {
  const refused: string[] = [];
  const name = `${object.kind} ${object.namespace === '' ? '' : `${object.namespace}/`}${object.name}`;
  const refuse: Refuse = (pointer, problem, code = 'OBJECT_INVALID') => {
    refused.push(pointer);
    diagnostics.push({ severity: 'error', code, state: 'refused', path: pointer, source: atPointer(object.source, pointer), resource: identityOf(object), message: `${name} is refused, as the API server would: ${problem}.` });
  };
  const leaveOut: LeaveOut = (pointer, problem) => {
    diagnostics.push({ severity: 'warning', code: 'VALUE_LEFT_OUT', path: pointer, source: atPointer(object.source, pointer), resource: identityOf(object), message: `${name}: the value at ${pointer} is left out: ${problem}.` });
  };
  const report: ShapeReport = { problems: [], unknown: [] };
  const json = conform(object.value, shape, '', report);
  for (const problem of report.problems) refuse(problem.pointer, `${problem.expected} is expected at ${problem.pointer || 'the object'}, found ${problem.found}`, problem.pointer.startsWith('/metadata/labels/') ? 'LABEL_INVALID' : 'OBJECT_MALFORMED');
  checkNames(object, refuse);
  if (report.problems.length === 0 && isJsonObject(json)) {
    checkLabels((json['metadata'] as { readonly labels?: Readonly<Record<string, string>> | null } | null | undefined)?.labels, '/metadata/labels', refuse);
    check(json as Json, refuse, leaveOut);
  }
  return refused.length === 0 && isJsonObject(json) ? (json as Json) : null;
}

/** Sorts by namespace, then name, then the whole identity. */
export const byIdentity = (a: LocatedObject, b: LocatedObject): number => {
  // In one namespace, as most neighbours are, the names alone say the same.
  const [x, y] = a.namespace === b.namespace ? [a.name, b.name] : [`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`];
  if (x !== y) return x < y ? -1 : 1;
  const [p, q] = [identityKey(identityOf(a)), identityKey(identityOf(b))];
  return p < q ? -1 : p > q ? 1 : 0;
};
