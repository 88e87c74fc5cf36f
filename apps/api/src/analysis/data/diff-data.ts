import type { Basis, ChangeCause, ChangeKind, Grouping, ResourceIdentity } from '@postern/engine';
import type { ViewKey } from '../view-key.ts';
import type { EndpointData } from './endpoint-data.ts';
import type { CaveatData } from './reachability-data.ts';
import type { SetData } from './set-data.ts';

/** Two versions of one cluster. */
export interface DiffAsk {
  readonly base: ViewKey;
  readonly target: ViewKey;
  readonly basis: Basis;
  readonly groupBy: Grouping;
  readonly ignoreEndpointChurn: boolean;
  readonly namespaces: readonly string[] | null;
}

/** A whole comparison as text. */
export type DiffFormat = 'json' | 'md' | 'csv';

export interface ResourceChangeData { readonly identity: ResourceIdentity; readonly op: 'ADDED' | 'REMOVED' | 'MODIFIED' }

export interface DiffChangeData {
  readonly kind: ChangeKind;
  readonly from: EndpointData;
  readonly to: EndpointData;
  readonly before: SetData;
  readonly after: SetData;
  readonly gained: SetData;
  readonly lost: SetData;
  readonly causes: readonly ChangeCause[];
  readonly causedBy: readonly ResourceChangeData[];
}

export interface DiffSummaryData { readonly opened: number; readonly closed: number; readonly changed: number; readonly becameUnknown: number; readonly newlyInternetExposed: number; readonly lostInternetAccess: number }

/** What is true of the whole diff. */
export interface DiffHead { readonly comparable: boolean; readonly caveats: readonly CaveatData[]; readonly summary: DiffSummaryData }

export interface ChangesFilter { readonly kinds: readonly ChangeKind[] | null; readonly causes: readonly ChangeCause[] | null }
