import type { Basis, Direction, ExposureKind, Grouping, ResourceIdentity, Verdict } from '@postern/engine';
import type { EndpointData } from './endpoint-data.ts';
import type { CaveatData } from './reachability-data.ts';
import type { SetData } from './set-data.ts';

/** What the outside can reach (ingress), what reaches the internet (egress), or one after the other. */
export interface ExposureAsk { readonly directions: readonly Direction[]; readonly basis: Basis; readonly groupBy: Grouping }

interface Sets { readonly verdict: Verdict; readonly allowed: SetData; readonly partial: SetData; readonly undecided: SetData }

export interface ExposurePathData extends Sets {
  readonly kind: ExposureKind;
  readonly resource: ResourceIdentity | null;
  readonly parent: ResourceIdentity | null;
  readonly hostnames: readonly string[];
  readonly paths: readonly string[];
  readonly addresses: readonly string[];
  readonly ports: readonly string[];
  /** Reference of who the pods see as the sender. */
  readonly source: string;
  readonly assumption: string | null;
}

export interface ExposureItemData extends Sets { readonly endpoint: EndpointData; readonly via: readonly ExposurePathData[] }

/** `blocked` and `deadEnds` count the ways that are no rows. */
export interface ExposurePage { readonly rows: readonly ExposureItemData[]; readonly total: number; readonly blocked: number; readonly deadEnds: number; readonly caveats: readonly CaveatData[] }
