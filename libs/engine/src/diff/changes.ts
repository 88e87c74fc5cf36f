import type { ConnectionSet } from '../model/connection-set.ts';
import type { Caveat } from '../model/firewalls.ts';
import type { ResourceIdentity } from '../model/location.ts';
import type { DifferenceCode } from '../model/verdict.ts';
import type { Peer } from '../query/answers.ts';

/** OPENED from nothing, CLOSED to nothing, CHANGED between; the other two where only the certainty changed. */
export type ChangeKind = 'OPENED' | 'CLOSED' | 'CHANGED' | 'BECAME_UNKNOWN' | 'RESOLVED_UNKNOWN';
/** What kind of change of the input stands behind a change of connectivity. */
export type ChangeCause = 'POLICY' | 'LABELS' | 'ENDPOINT_ADDED' | 'ENDPOINT_REMOVED' | 'NAMESPACE' | 'SERVICE' | 'NETWORK' | 'ENFORCEMENT' | 'COVERAGE';

/** The sets of one pair in one version: surely for every pair, for some pairs, and undecided. */
export interface ChangeSide { readonly allowed: ConnectionSet; readonly partial: ConnectionSet; readonly undecided: ConnectionSet }

/** One pair of groups whose connections differ between two versions. */
export interface DiffChange {
  readonly kind: ChangeKind;
  readonly from: Peer;
  readonly to: Peer;
  readonly before: ChangeSide;
  readonly after: ChangeSide;
  readonly universe: ConnectionSet;
  readonly causes: readonly ChangeCause[];
  /** Objects whose change stands behind it. */
  readonly causedBy: readonly ResourceChange[];
}

/**
 * Changes in order: a plain array is such a list, and so are columns of which each change is made when it is asked for,
 * and its causes looked for when they are. What stands at one position is always equal, not always the same object.
 */
export interface DiffChanges extends Iterable<DiffChange> {
  readonly length: number;
  at(index: number): DiffChange | undefined;
  slice(start?: number, end?: number): DiffChange[];
  map<T>(to: (change: DiffChange, index: number) => T): T[];
  filter(isKept: (change: DiffChange, index: number) => boolean): DiffChange[];
}

/** A pair for which the cluster does otherwise than its policies say: `before` is what they say, `after` what it does. */
export interface EnforcementDifference extends DiffChange { readonly differences: readonly DifferenceCode[] }

/** One object that was added, removed or written differently. */
export interface ResourceChange extends ResourceIdentity {
  readonly op: 'ADDED' | 'REMOVED' | 'MODIFIED';
  /** False where the two texts mean the same, such as null against an empty list or a defaulted `policyTypes`. */
  readonly isSemantic: boolean;
}

/** What differs between two versions: the connections, and the objects. */
export interface Diff {
  /** False when the two versions collected different kinds. */
  readonly comparable: boolean;
  readonly caveats: readonly Caveat[];
  /** Sorted by from, then to. */
  readonly changes: DiffChanges;
  /** Sorted by group, kind, namespace, name. */
  readonly resources: readonly ResourceChange[];
}
