import { isDnsLabel, isDnsSubdomain } from '../../model/object-name.ts';
import { isJsonObject } from '../../model/shape.ts';
import { checkRule } from './check-rule.ts';
import { checkSelector } from './check-selector.ts';
import type { CalicoHead, CalicoPolicyManifest, CalicoPolicySpec } from './manifest.ts';
import type { Tell } from './problem.ts';

const [MOST_RULES, MOST_LABELS] = [1024, 2];
const HINTS = ['AssumeNeededOnEveryNode'];
/** What Calico's API puts before the names of policies of others. */
const FOREIGN = /^(?:knp|ossg)\.default\.(.+)$/;

/** Checks a policy of Calico's own. */
export function checkPolicy({ isGlobal, isStaged, spec, ...head }: Pick<CalicoPolicyManifest, 'isGlobal' | 'isStaged' | 'spec' | keyof CalicoHead>, tell: Tell): void {
  if (!head.isStored) checkName(head.name, isGlobal, tell);
  checkSelector(spec.selector, '/spec/selector', { effect: 'dropped', isOfPeerNamespaces: false }, tell);
  for (const field of ['namespaceSelector', 'serviceAccountSelector'] as const) checkSelector(spec[field], `/spec/${field}`, { effect: 'left-out', isOfPeerNamespaces: false }, tell);
  checkTypes(spec.types ?? [], tell);
  checkHostFields(spec, tell);
  const hints = spec.performanceHints ?? [];
  if (new Set(hints).size < hints.length || hints.some((hint) => !HINTS.includes(hint))) tell('/spec/performanceHints', 'HINT_INVALID', 'kept', `a hint is one of ${HINTS.join(', ')}, and stands once`);
  if (isStaged) checkStaged(spec as Readonly<Record<string, unknown>>, tell);
  for (const direction of ['ingress', 'egress'] as const) {
    const rules = spec[direction] ?? [];
    if (rules.length > MOST_RULES) tell(`/spec/${direction}`, 'TOO_MANY', 'kept', `a direction has at most ${String(MOST_RULES)} rules`, ['definition']);
    rules.forEach((rule, index) => { checkRule(rule, { direction, isGlobal }, `/spec/${direction}/${String(index)}`, tell); });
  }
}

function checkName(name: string, isGlobal: boolean, tell: Tell): void {
  const foreign = isGlobal ? null : FOREIGN.exec(name);
  const labels = name.split('.');
  if (foreign !== null ? isDnsSubdomain(foreign[1] ?? '') : labels.length <= MOST_LABELS && labels.every(isDnsLabel)) return;
  tell('/metadata/name', 'NAME_INVALID', 'kept', 'the name of a policy is a DNS label, or a tier\'s, a dot and a DNS label');
}

function checkTypes(types: readonly string[], tell: Tell): void {
  types.forEach((type, index) => { if (type !== 'Ingress' && type !== 'Egress') tell(`/spec/types/${String(index)}`, 'TYPES_INVALID', 'kept', 'a type is Ingress or Egress'); });
  if (new Set(types).size < types.length) tell('/spec/types', 'TYPES_INVALID', 'kept', 'each type stands once');
}

function checkHostFields({ preDNAT, doNotTrack, applyOnForward, egress, types }: CalicoPolicySpec, tell: Tell): void {
  const wrong = (message: string): void => { tell('/spec', 'HOST_POLICY_INVALID', 'kept', message); };
  if (preDNAT === true && doNotTrack === true) wrong('one of preDNAT and doNotTrack is expected');
  if ((preDNAT === true || doNotTrack === true) && applyOnForward !== true) wrong('preDNAT and doNotTrack need applyOnForward');
  if (preDNAT === true && (egress ?? []).length > 0) wrong('preDNAT has no rules for egress');
  if (preDNAT === true && types?.includes('Egress') === true) wrong('preDNAT has no type Egress');
}

/** A number counts where it is 0, and an object only where something is in it. */
function isGiven(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isJsonObject(value) ? Object.values(value).some(isGiven) : typeof value === 'number' || Boolean(value);
}

/** Checks what a staged policy is to become. */
export function checkStaged(spec: Readonly<Record<string, unknown>>, tell: Tell): void {
  const { stagedAction } = spec as { readonly stagedAction?: unknown };
  if (isGiven(stagedAction) && stagedAction !== 'Set' && stagedAction !== 'Delete') tell('/spec/stagedAction', 'STAGED_INVALID', 'kept', 'stagedAction is Set or Delete');
  if (stagedAction === 'Delete' && Object.entries(spec).some(([field, value]) => field !== 'stagedAction' && field !== 'tier' && isGiven(value))) tell('/spec', 'STAGED_INVALID', 'kept', 'what is to be deleted has nothing but its tier');
}
