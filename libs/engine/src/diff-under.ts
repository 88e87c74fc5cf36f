import { standsOn, type Bases } from './ask-under.ts';
import { comparableViews } from './comparable-views.ts';
import type { View } from './compile/view.ts';
import { equalSides } from './diff/change-side.ts';
import type { ChangeCause, Diff, DiffChange } from './diff/changes.ts';
import { diffViews, type DiffOptions } from './diff/diff-views.ts';
import type { Endpoint } from './model/firewalls.ts';
import { identityKey } from './model/location.ts';
import type { Basis } from './model/verdict.ts';

/**
 * What changed between two versions under a basis, or between two enforcers of one version. Where who enforces has
 * changed too, as when a plugin was replaced or an agent lost, each change says whether it is that or the objects:
 * what policies say of both versions tells.
 */
export function diffUnder(base: Bases, target: Bases, basis: Basis, { isEnforcerNamed = false, ...options }: DiffOptions & { /** Somebody said who reads one of the two. */ readonly isEnforcerNamed?: boolean }): Diff {
  // Who enforces may be recognised in one of the two alone, for want of what was collected: that is no change of the cluster.
  const common = basis === 'EFFECTIVE' && !isEnforcerNamed && base.isEnforcementKnown !== target.isEnforcementKnown ? 'SPECIFIED' : basis;
  const [before, after] = [viewOf(base, common), viewOf(target, common)];
  const diff = diffViews(...comparableViews(before, after), options);
  if (before === base.specified && after === target.specified || !isEnforcementChanged(before, after)) return diff;
  const said = new Map(diffViews(base.specified, target.specified, options).changes.map((change) => [keyOf(change), change]));
  const given = new Set(options.resources.filter(({ kind }) => kind.endsWith('Policy')).map(identityKey));
  return { ...diff, changes: diff.changes.map((change) => blamed(change, said.get(keyOf(change)), given)) };
}

const viewOf = (bases: Bases, basis: Basis): View => (standsOn(bases, basis) === 'ENFORCED' ? bases.enforced ?? bases.specified : bases.specified);
const keyOf = ({ from, to }: DiffChange): string => `${from.ref} ${to.ref}`;

const CHURN: ReadonlySet<ChangeCause> = new Set<ChangeCause>(['ENDPOINT_ADDED', 'ENDPOINT_REMOVED']);

/** The causes that the policies' own text knows, and enforcement where that does not explain the change. */
function blamed(change: DiffChange, said: DiffChange | undefined, policies: ReadonlySet<string>): DiffChange {
  const isExplained = said !== undefined && equalSides(said.before, change.before) && equalSides(said.after, change.after);
  const ofPolicies = change.causedBy.filter((resource) => policies.has(identityKey(resource)));
  const own: readonly ChangeCause[] = said?.causes ?? [...change.causes.filter((cause) => CHURN.has(cause)), ...(ofPolicies.length > 0 ? ['POLICY' as const] : [])];
  const causes = isExplained || own.some((cause) => CHURN.has(cause)) ? own : [...own.filter((cause) => cause !== 'ENFORCEMENT'), 'ENFORCEMENT' as const];
  return { ...change, causes, causedBy: said?.causedBy ?? ofPolicies };
}

/** Whether another enforcer filters, or the same filters other pods. */
function isEnforcementChanged({ firewalls: base }: View, { firewalls: target }: View): boolean {
  if (identityText(base.enforcer) !== identityText(target.enforcer)) return true;
  const held = new Map(base.endpoints.map((endpoint) => [endpoint.ref, heldText(endpoint)]));
  return target.endpoints.some((endpoint) => { const before = held.get(endpoint.ref); return before !== undefined && before !== heldText(endpoint); });
}

const identityText = ({ name, version, settings }: View['firewalls']['enforcer']): string => JSON.stringify([name, version, Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))]);
const heldText = ({ isGoverned, unknownLabelPrefix, labels }: Endpoint): string => JSON.stringify([isGoverned, unknownLabelPrefix ?? '', Object.keys(labels).filter((key) => key.startsWith('@enforced:') || key.startsWith('@closed:'))]);
