import type { Diagnostic } from '../model/diagnostic.ts';
import { QuestionError } from '../model/failure.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Snapshot } from '../resources/snapshot.ts';
import { cilium } from './cilium/enforcer.ts';
import type { Enforcer } from './enforcer.ts';

/** An enforcer as a question names it; without a release, the newest that is modelled. */
export interface NamedEnforcer { readonly name: string; readonly version: string | null }

/** Every enforcer, in order of name. */
const ALL: readonly Enforcer[] = [cilium];

const ENFORCERS: ReadonlyMap<string, Enforcer> = new Map(ALL.map((enforcer) => [enforcer.name, enforcer]));

const ENFORCER_NAMES: readonly string[] = ALL.map(({ name }) => name);

const belongsTo = (name: string, setting: string): boolean => setting.startsWith(`${name}.`);

/** The settings that are not the named enforcer's, and so the reference's. */
export function referenceSettings(settings: Readonly<Record<string, string>>, enforcer: NamedEnforcer | null): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).filter(([setting]) => enforcer === null || !belongsTo(enforcer.name, setting)));
}

const ownSettings = (settings: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(settings).filter(([setting]) => belongsTo(name, setting)));

function enforcerNamed(name: string): Enforcer {
  const enforcer = ENFORCERS.get(name);
  if (enforcer === undefined) throw new QuestionError('VALIDATION_FAILED', `There is no enforcer ${name}; there are ${ENFORCER_NAMES.join(', ')}.`, { enforcer: name, enforcers: ENFORCER_NAMES });
  return enforcer;
}

/**
 * What the named enforcer puts in front of a snapshot's endpoints.
 *
 * @throws {QuestionError} VALIDATION_FAILED where the enforcer, its release or a setting does not exist
 */
export const lowerAs = (snapshot: Snapshot<PolicyDocument>, { name, version }: NamedEnforcer, settings: Readonly<Record<string, string>>): Firewalls => enforcerNamed(name).lower(snapshot, version, ownSettings(settings, name));

/** The policies of a snapshot that the named enforcer refuses in this release and under these settings. */
export const refusalsAs = (snapshot: Snapshot<PolicyDocument>, { name, version }: NamedEnforcer, settings: Readonly<Record<string, string>>): readonly Diagnostic[] => enforcerNamed(name).refusals(snapshot, version, ownSettings(settings, name));
