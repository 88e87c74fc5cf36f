import { compile } from './compile/compile.ts';
import type { View } from './compile/view.ts';
import { lowerReference } from './enforcers/reference/lower.ts';
import { lowerAs, referenceSettings, refusalsAs, type NamedEnforcer } from './enforcers/registry.ts';
import type { Coverage } from './model/coverage.ts';
import type { Diagnostic } from './model/diagnostic.ts';
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
  /** Under the enforcer that was named; null where none was. */
  readonly enforced: View | null;
  /** Problems that only show once objects are linked; those of reading come with the objects. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a question adds to the objects: the enforcer that it names, and settings of it and of the reference. */
export interface Reading { readonly enforcer?: NamedEnforcer | null; readonly settings?: Readonly<Record<string, string>> }

/**
 * From the objects of one version to a view: linked and typed, lowered by the reference enforcer and by the one that is
 * named, compiled.
 *
 * @throws {QuestionError} VALIDATION_FAILED where a setting or the enforcer is unknown
 */
export function analyse(objects: readonly LocatedObject[], coverage: Coverage, { enforcer = null, settings = {} }: Reading = {}): Analysis {
  const { snapshot, diagnostics } = buildSnapshot(objects, coverage);
  const firewalls = lowerReference(snapshot, referenceSettings(settings, enforcer === null ? [] : [enforcer.name]));
  return { snapshot, firewalls, view: compile(firewalls), enforced: enforcer === null ? null : compile(lowerAs(snapshot, enforcer, settings)), diagnostics: [...diagnostics, ...(enforcer === null ? [] : refusalsAs(snapshot, enforcer, settings))] };
}
