import type { Diagnostic, Finding } from '../model/diagnostic.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Snapshot } from '../resources/snapshot.ts';
import type { Profile } from './profile/profile.ts';

/** What an enforcer says about a snapshot, in one of its releases (null: the newest that is modelled) and under settings of its own (keys with its prefix, `cilium.enable-policy`). */
export type OfSnapshot<Result> = (snapshot: Snapshot<PolicyDocument>, version: string | null, settings: Readonly<Record<string, string>>) => Result;

/** One that turns policies into firewalls. Its folder holds everything that is its own; the registry holds it by name. */
export interface Enforcer {
  readonly name: string;
  /** Other names that questions may use. */
  readonly aliases?: readonly string[];
  /** Its settings with their prefix, where it can tell them. */
  readonly settingKeys?: readonly string[];
  /** How it departs from the upstream text, where that is all there is to it. */
  readonly profile?: (version: string | null, settings: Readonly<Record<string, string>>) => Profile;
  /** @throws {QuestionError} VALIDATION_FAILED where the release or a setting does not exist */
  readonly lower: OfSnapshot<Firewalls>;
  /** Policies that it refuses in this release and under these settings. */
  readonly refusals: OfSnapshot<readonly Diagnostic[]>;
  /** Mistakes that only show under it. */
  readonly findings: OfSnapshot<readonly Finding[]>;
}
