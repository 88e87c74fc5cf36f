import type { Diagnostic } from '../model/diagnostic.ts';
import { fitsShape } from '../model/fits-shape.ts';
import { labelKeyProblem, labelValueProblem } from '../model/label-syntax.ts';
import { lastSeen } from '../model/last-seen.ts';
import { objectText, type ResourceIdentity } from '../model/location.ts';
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

const isName = ({ kind, name }: LocatedObject): boolean => (NAMES_ARE_LABELS.has(kind) ? isDnsLabel(name) : isDnsSubdomain(name));

let lastNamespace = '';

/** Mostly the namespace is its neighbour's. */
function isNamespace(text: string): boolean {
  if (text === lastNamespace) return true;
  if (text !== '' && !isDnsLabel(text)) return false;
  lastNamespace = text;
  return true;
}

const hasNameProblem = (object: LocatedObject): boolean => !isName(object) || !isNamespace(object.namespace);

function checkNames(object: LocatedObject, refuse: Refuse): void {
  if (!isName(object)) {
    const isLabel = NAMES_ARE_LABELS.has(object.kind);
    refuse('/metadata/name', isLabel ? 'the name must be a DNS label: lower-case letters, digits and inner dashes, at most 63' : 'the name must be a DNS subdomain: lower-case letters, digits, "-" and ".", at most 253');
  }
  if (!isNamespace(object.namespace)) refuse('/metadata/namespace', 'the namespace must be a DNS label: lower-case letters, digits and inner dashes, at most 63');
}

/** Refuses labels that the API server refuses (V3, V4). */
export function checkLabels(labels: Readonly<Record<string, string>> | null | undefined, pointer: string, refuse: Refuse): void {
  if (!labels) return;
  for (const { key, problem } of labelProblems(labels)) refuse(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, problem, 'LABEL_INVALID');
}

const labelProblems = lastSeen((labels: Readonly<Record<string, string>>) => Object.keys(labels).flatMap((key) => {
  const problem = labelKeyProblem(key) ?? labelValueProblem(labels[key] ?? '');
  return problem === null ? [] : [{ key, problem }];
}));

/** By shape, the last value that fitted as it was: neighbours share parts with it, which need no second look. */
const lastFitting = new Map<Shape, unknown>();

/**
 * The object's value conformed to its shape and checked by `check`; null, with one error for each problem, where the API
 * server would refuse it.
 */
export function checkedValue<Json>(object: LocatedObject, shape: Shape, diagnostics: Diagnostic[], check: (json: Json, refuse: Refuse, leaveOut: LeaveOut) => void): Json | null {
  const refused = { is: false };
  const refuse: Refuse = (pointer, problem, code = 'OBJECT_INVALID') => {
    refused.is = true;
    diagnostics.push({ severity: 'error', code, state: 'refused', path: pointer, source: atPointer(object.source, pointer), resource: identityOf(object), message: `${objectText(object)} is refused, as the API server would: ${problem}.` });
  };
  const leaveOut: LeaveOut = (pointer, problem) => {
    diagnostics.push({ severity: 'warning', code: 'VALUE_LEFT_OUT', path: pointer, source: atPointer(object.source, pointer), resource: identityOf(object), message: `${objectText(object)}: the value at ${pointer} is left out: ${problem}.` });
  };
  const json = conformed(object, shape, refuse);
  checkNames(object, refuse);
  if (json !== null) {
    checkLabels((json['metadata'] as { readonly labels?: Readonly<Record<string, string>> | null } | null | undefined)?.labels, '/metadata/labels', refuse);
    check(json as Json, refuse, leaveOut);
  }
  return refused.is ? null : json as Json | null;
}

/** Whether {@link checkedValue} would take the value as it is, and say nothing of it by itself. */
export function isPlain(object: LocatedObject, shape: Shape): boolean {
  if (object.isFitting !== true && !fitsAsBefore(object.value, shape)) return false;
  const { labels } = (object.value['metadata'] ?? NO_METADATA) as { readonly labels?: Readonly<Record<string, string>> | null };
  return !hasNameProblem(object) && (!labels || labelProblems(labels).length === 0);
}

const NO_METADATA = {};

function fitsAsBefore(value: LocatedObject['value'], shape: Shape): boolean {
  if (!fitsShape(value, shape, lastFitting.get(shape))) return false;
  lastFitting.set(shape, value);
  return true;
}

/** Null where values have the wrong type. */
function conformed({ value, isFitting }: LocatedObject, shape: Shape, refuse: Refuse): Readonly<Record<string, unknown>> | null {
  if (isFitting === true || fitsAsBefore(value, shape)) return value;
  const report: ShapeReport = { problems: [], unknown: [] };
  const json = conform(value, shape, '', report);
  for (const { pointer, expected, found } of report.problems) refuse(pointer, `${expected} is expected at ${pointer || 'the object'}, found ${found}`, pointer.startsWith('/metadata/labels/') ? 'LABEL_INVALID' : 'OBJECT_MALFORMED');
  return report.problems.length === 0 && isJsonObject(json) ? json : null;
}
