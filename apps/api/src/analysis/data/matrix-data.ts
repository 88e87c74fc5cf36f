import type { Basis, Grouping, PairCounts, Verdict } from '@postern/engine';
import type { EndpointData } from './endpoint-data.ts';
import type { CaveatData, TrafficAsk } from './reachability-data.ts';

/** One side of a matrix: groups of these namespaces, all of them for null, of which a page is wanted. */
export interface AxisAsk { readonly groupBy: Grouping; readonly namespaces: readonly string[] | null; readonly offset: number; readonly limit: number }

/** A page of what groups can send to groups. */
export interface MatrixAsk { readonly basis: Basis; readonly traffic: TrafficAsk; readonly rows: AxisAsk; readonly columns: AxisAsk }

/** Positions on the page; `allowedShare` of the pairs with a verdict, null where there is none. */
export interface MatrixCellData { readonly row: number; readonly column: number; readonly verdict: Verdict; readonly allowedShare: number | null; readonly text: string }

interface AxisData { readonly items: readonly EndpointData[]; readonly total: number }

export interface MatrixData { readonly rows: AxisData; readonly columns: AxisData; readonly cells: readonly MatrixCellData[]; readonly pairs: PairCounts; readonly caveats: readonly CaveatData[] }
