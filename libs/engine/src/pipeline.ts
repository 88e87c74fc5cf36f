import { compile } from './compile/compile.ts';
import type { View } from './compile/view.ts';
import { beside } from './enforced/beside.ts';
import { assess } from './enforcers/assess.ts';
import { lowerReference } from './enforcers/reference/lower.ts';
import { findingsAs, referenceSettings, refusalsAs, type NamedEnforcer } from './enforcers/registry.ts';
import type { Coverage } from './model/coverage.ts';
import type { Diagnostic, Finding } from './model/diagnostic.ts';
import type { EnforcementAssessment, EnforcementPin } from './model/enforcement.ts';
import type { Firewalls } from './model/firewalls.ts';
import type { PolicyDocument } from './policies/document.ts';
import { buildSnapshot } from './read/snapshot/build-snapshot.ts';
import type { LocatedObject } from './resources/object.ts';
import type { Snapshot } from './resources/snapshot.ts';

/** One version of a cluster, ready for questions. */
export interface Analysis {
  readonly snapshot: Snapshot<PolicyDocument>;
  readonly firewalls: Firewalls;
  /** Under the upstream text. */
  readonly view: View;
  /** Who was recognised to enforce, whatever the question names. */
  readonly assessment: EnforcementAssessment;
  /** Under the enforcer that was named, else under those that were recognised; null where neither is. Compiled when it is first read. */
  readonly enforced: View | null;
  /** Whether `enforced` is what the cluster does: an enforcer was named, or recognised beyond doubt. */
  readonly isEnforcementKnown: boolean;
  /** Problems that only show once objects are linked; those of reading come with the objects. */
  readonly diagnostics: readonly Diagnostic[];
  /** Mistakes that only show under the enforcer that was named, or those that were recognised. Looked for when they are first read. */
  readonly enforcedFindings: readonly Finding[];
}

/** What a question adds to the objects: the enforcer that it names (`reference` for none at all), settings of it and of the reference, and what a person says of the cluster. */
export interface Reading { readonly enforcer?: NamedEnforcer | null; readonly settings?: Readonly<Record<string, string>>; readonly pin?: EnforcementPin | null }

/**
 * From the objects of one version to a view: linked and typed, lowered by the reference enforcer and compiled; under the
 * enforcer that is named, or those that are recognised, once that is asked for.
 *
 * @throws {QuestionError} VALIDATION_FAILED where a setting or the enforcer is unknown
 */
export function analyse(objects: readonly LocatedObject[], coverage: Coverage, { enforcer = null, settings = {}, pin = null }: Reading = {}): Analysis {
  const { snapshot, diagnostics } = buildSnapshot(objects, coverage);
  const assessment = assess(snapshot, pin);
  const other = beside(snapshot, assessment, enforcer);
  const firewalls = lowerReference(snapshot, referenceSettings(settings, other.enforcers.map(({ name }) => name)));
  let lowered: View | null | undefined; let mistakes: readonly Finding[] | undefined;
  const enforcedView = (): View | null => { const found = other.lower(settings); return found === null ? null : compile(found); };
  // A mistake in a setting is one whether or not the answer needs it.
  if (enforcer !== null) lowered = enforcedView();
  return {
    snapshot, firewalls, view: compile(firewalls), assessment, isEnforcementKnown: other.isKnown,
    get enforced() { return lowered === undefined ? lowered = enforcedView() : lowered; },
    get enforcedFindings() { return mistakes ??= other.enforcers.flatMap((each) => findingsAs(snapshot, each, { ...each.settings, ...settings })); },
    diagnostics: [...diagnostics, ...other.enforcers.flatMap((each) => refusalsAs(snapshot, each, { ...each.settings, ...settings }))],
  };
}
