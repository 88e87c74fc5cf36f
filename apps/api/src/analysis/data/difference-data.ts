import type { DifferenceCode, Grouping } from '@postern/engine';
import type { EndpointData } from './endpoint-data.ts';
import type { CaveatData } from './reachability-data.ts';
import type { SetData } from './set-data.ts';

export interface DifferencesAsk { readonly groupBy: Grouping }

/** What policies say of a pair and what the cluster does, as far as both are sure. */
export interface DifferenceData { readonly from: EndpointData; readonly to: EndpointData; readonly specified: SetData; readonly enforced: SetData; readonly differences: readonly DifferenceCode[] }

export interface DifferencesPage { readonly rows: readonly DifferenceData[]; readonly total: number; readonly caveats: readonly CaveatData[] }
