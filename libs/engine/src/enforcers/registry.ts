import { QuestionError } from '../model/failure.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Snapshot } from '../resources/snapshot.ts';
import { lowerCilium } from './cilium/lower.ts';

/** An enforcer as a question names it; without a release, the newest that is modelled. */
export interface NamedEnforcer { readonly name: string; readonly version: string | null }

type Lower = (snapshot: Snapshot<PolicyDocument>, version: string | null, settings: Readonly<Record<string, string>>) => Firewalls;

const LOWER: Readonly<Record<string, Lower>> = { cilium: lowerCilium };

const ENFORCER_NAMES: readonly string[] = Object.keys(LOWER);

const belongsTo = (name: string, setting: string): boolean => setting.startsWith(`${name}.`);

/** The settings that are not the named enforcer's, and so the reference's. */
export function referenceSettings(settings: Readonly<Record<string, string>>, enforcer: NamedEnforcer | null): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).filter(([setting]) => enforcer === null || !belongsTo(enforcer.name, setting)));
}

/**
 * What the named enforcer puts in front of a snapshot's endpoints.
 *
 * @throws {QuestionError} VALIDATION_FAILED where the enforcer, its release or a setting does not exist
 */
export function lowerAs(snapshot: Snapshot<PolicyDocument>, { name, version }: NamedEnforcer, settings: Readonly<Record<string, string>>): Firewalls {
  const lower = Object.hasOwn(LOWER, name) ? LOWER[name] : undefined;
  if (lower === undefined) throw new QuestionError('VALIDATION_FAILED', `There is no enforcer ${name}; there are ${ENFORCER_NAMES.join(', ')}.`, { enforcer: name, enforcers: ENFORCER_NAMES });
  return lower(snapshot, version, Object.fromEntries(Object.entries(settings).filter(([setting]) => belongsTo(name, setting))));
}
