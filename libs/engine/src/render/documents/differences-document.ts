import type { EnforcementDifference } from '../../diff/changes.ts';
import type { Caveat, Departure, EnforcerIdentity } from '../../model/firewalls.ts';
import { caveatRecords, type CaveatRecord } from './caveat-record.ts';
import { changeRecord } from './diff-document.ts';
import { resourceRecord, type ResourceRecord } from './step-record.ts';

/** What the policies of a version say against what the cluster does with them. */
export interface DifferencesAnswer {
  readonly enforcer: EnforcerIdentity;
  readonly differences: readonly EnforcementDifference[];
  /** Policies that the enforcer reads otherwise. */
  readonly departures: readonly Departure[];
  readonly caveats: readonly Caveat[];
}

/** One pair: `specified` and `enforced` are the sets that surely exist, with `partial…` and `undecided…` beside them where there are such. */
export interface DifferenceRecord {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly specified: string;
  readonly enforced: string;
  readonly partialSpecified?: string;
  readonly partialEnforced?: string;
  readonly undecidedSpecified?: string;
  readonly undecidedEnforced?: string;
  readonly differences: readonly string[];
}

/** What `enforcement --differences -o json` prints. */
export interface DifferencesDocument {
  readonly schemaVersion: 1;
  readonly enforcer: { readonly name: string; readonly version: string | null };
  readonly differences: readonly DifferenceRecord[];
  readonly policies: readonly { readonly code: string; readonly message: string; readonly resource: ResourceRecord }[];
  readonly caveats: readonly CaveatRecord[];
}

/** The differences of a version as a document. */
export function differencesDocument({ enforcer: { name, version }, differences, departures, caveats }: DifferencesAnswer): DifferencesDocument {
  return {
    schemaVersion: 1, enforcer: { name, version }, differences: differences.map(differenceRecord),
    policies: departures.map(({ code, message, policy }) => ({ code, message, resource: resourceRecord(policy) })), caveats: caveatRecords(caveats),
  };
}

/** One pair for which the two differ. */
export function differenceRecord(difference: EnforcementDifference): DifferenceRecord {
  const { from, to, kind, before, after, partialBefore, partialAfter, undecidedBefore, undecidedAfter } = changeRecord(difference);
  return {
    from, to, kind, specified: before, enforced: after,
    ...(partialBefore !== undefined && { partialSpecified: partialBefore }), ...(partialAfter !== undefined && { partialEnforced: partialAfter }),
    ...(undecidedBefore !== undefined && { undecidedSpecified: undecidedBefore }), ...(undecidedAfter !== undefined && { undecidedEnforced: undecidedAfter }),
    differences: difference.differences,
  };
}
