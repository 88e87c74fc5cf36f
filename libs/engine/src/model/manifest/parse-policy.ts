import type { Diagnostic, Finding, ObjectState } from '../diagnostic.ts';
import { identityKey, objectText, type ResourceIdentity, type SourceLocation } from '../location.ts';
import { isDnsLabel, isDnsSubdomain } from '../object-name.ts';
import { atPointer } from '../pointer-line.ts';
import { conform, isJsonObject, type Shape, type ShapeReport } from '../shape.ts';
import { checkLabelsOf } from './check-labels.ts';

/** A policy as it came: its identity, its apiVersion, its JSON and its place. */
export interface PolicyInput { readonly identity: ResourceIdentity; readonly apiVersion: string; readonly value: Readonly<Record<string, unknown>>; readonly source: SourceLocation }

/** What the API server makes of a policy. */
export interface ParsedPolicy<Manifest> {
  readonly state: ObjectState;
  /** Null where the policy was refused or cannot be read. */
  readonly manifest: Manifest | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
}

/** Takes what is wrong with a policy. Problems are codes without the API's name in front. */
export interface PolicyReporter<Problem extends string> {
  /** The API server refuses the policy for it. */
  readonly refuse: (pointer: string, problem: Problem, message: string) => void;
  /** The API server takes it, but it has no meaning or surely not the one that was intended. */
  readonly reject: (pointer: string, problem: Problem, message: string) => void;
  /** The policy stays as it is. */
  readonly warn: (pointer: string, problem: Problem, message: string) => void;
}

/** What can be wrong with a policy of any API. */
export type GeneralProblem = 'MALFORMED' | 'VERSION_NOT_SERVED' | 'NAME_INVALID' | 'NAMESPACE_INVALID' | 'LABEL_KEY_INVALID' | 'LABEL_VALUE_INVALID' | 'OPERATOR_INVALID' | 'VALUES_INVALID';

/** The rules of one policy API. */
export interface PolicyApi<Manifest, Problem extends string> {
  /** What its codes begin with, the underscore included. */
  readonly prefix: string;
  readonly served: string;
  /** Versions that the API server once served, each with what to write now. */
  readonly gone: Readonly<Record<string, string>>;
  /** Of the whole object: what is not in it, the API server drops. */
  readonly shape: Shape;
  readonly effectOfPruning: (pointer: string) => string;
  /** Checks a value whose structure is right; what it gives counts only where nothing was refused. */
  readonly check: (json: Readonly<Record<string, unknown>>, identity: ResourceIdentity, reporter: PolicyReporter<Problem | GeneralProblem>, unknown: readonly string[]) => Manifest;
}

function notServed<Manifest>({ identity, apiVersion, source }: PolicyInput, { prefix, served, gone }: PolicyApi<Manifest, never>): ParsedPolicy<Manifest> {
  const reason = Object.hasOwn(gone, apiVersion) ? gone[apiVersion] : undefined;
  const state = reason === undefined ? 'unreadable' : 'refused';
  return {
    state, manifest: null, findings: [],
    diagnostics: [{
      severity: 'error', code: `${prefix}VERSION_NOT_SERVED`, state, path: '/apiVersion', resource: identity, source: atPointer(source, '/apiVersion'),
      message: reason === undefined ? `${objectText(identity)} is not evaluated: of this kind Postern reads ${served} only.` : `${objectText(identity)} is refused: ${reason}; write ${served}.`,
    }],
  };
}

function prunedFields(unknown: readonly string[], isRefused: boolean, { identity, source }: PolicyInput, effectOfPruning: (pointer: string) => string): { readonly diagnostics: readonly Diagnostic[]; readonly findings: readonly Finding[] } {
  const places = unknown.map((path) => ({ path, source: atPointer(source, path), resource: identity, code: 'FIELD_PRUNED', message: `${objectText(identity)}: the API server drops the unknown field ${path}${effectOfPruning(path)}.` }));
  return {
    diagnostics: places.map((place): Diagnostic => ({ ...place, severity: 'warning', ...(isRefused ? {} : { state: 'pruned' as const }) })),
    findings: places.map((place): Finding => ({ ...place, severity: 'high', fingerprintText: `FIELD_PRUNED ${identityKey(identity)} ${place.path}` })),
  };
}

function checkNames(identity: ResourceIdentity, { refuse }: PolicyReporter<GeneralProblem>): void {
  if (!isDnsSubdomain(identity.name)) refuse('/metadata/name', 'NAME_INVALID', 'the name must be a DNS subdomain: lower-case letters, digits, "-" and ".", at most 253');
  if (identity.namespace !== '' && !isDnsLabel(identity.namespace)) refuse('/metadata/namespace', 'NAMESPACE_INVALID', 'the namespace must be a DNS label: lower-case letters, digits and inner dashes, at most 63');
}

function reporterOf({ identity, source }: PolicyInput, prefix: string, diagnostics: Diagnostic[]): PolicyReporter<string> {
  const tell = (severity: 'error' | 'warning', path: string, problem: string, message: string): void => {
    diagnostics.push({ severity, code: `${prefix}${problem}`, ...(severity === 'error' && { state: 'refused' as const }), path, resource: identity, source: atPointer(source, path), message });
  };
  const at = (path: string): string => (path === '' ? 'the object' : path);
  return {
    refuse: (path, problem, message) => { tell('error', path, problem, `${objectText(identity)} is refused, as the API server would: at ${at(path)}, ${message}.`); },
    reject: (path, problem, message) => { tell('error', path, problem, `${objectText(identity)} is refused, although the API server takes it: at ${at(path)}, ${message}.`); },
    warn: (path, problem, message) => { tell('warning', path, problem, `${objectText(identity)}: ${message}.`); },
  };
}

/**
 * Reads a policy as the API server does: it drops unknown fields, then refuses what breaks a rule, naming every
 * violation.
 */
export function parsePolicy<Manifest, Problem extends string>(input: PolicyInput, api: PolicyApi<Manifest, Problem>): ParsedPolicy<Manifest> {
  if (input.apiVersion !== api.served) return notServed(input, api as PolicyApi<Manifest, never>);
  const report: ShapeReport = { problems: [], unknown: [] };
  const diagnostics: Diagnostic[] = [];
  const reporter = reporterOf(input, api.prefix, diagnostics);
  const json = conform(input.value, api.shape, '', report);
  checkNames(input.identity, reporter);
  checkLabelsOf(input.value['metadata'], reporter.refuse);
  for (const { pointer, expected, found } of report.problems) reporter.refuse(pointer, 'MALFORMED', `${expected} is expected, found ${found}`);
  const manifest = report.problems.length === 0 && isJsonObject(json) ? api.check(json, input.identity, reporter, report.unknown) : null;
  const isRefused = diagnostics.some(({ severity }) => severity === 'error');
  const pruned = prunedFields(report.unknown, isRefused, input, api.effectOfPruning);
  const told = [...diagnostics, ...pruned.diagnostics];
  if (isRefused) return { state: 'refused', manifest: null, diagnostics: told, findings: pruned.findings };
  return { state: report.unknown.length > 0 ? 'pruned' : 'accepted', manifest, diagnostics: told, findings: pruned.findings };
}
