import type { Storage } from '@postern/db';
import { canDocument, whyDocument } from '@postern/engine';
import type { CanDocument, EnforcementAssessment, WhyDocument } from '@postern/engine';
import type { ChangesFilter, DiffAsk, DiffChangeData, DiffFormat, DiffHead, ResourceChangeData } from './data/diff-data.ts';
import type { EndpointData } from './data/endpoint-data.ts';
import type { PageAsk } from './data/peers-data.ts';
import type { PointAsk } from './data/reachability-data.ts';
import type { LoadedView } from './loaded-view.ts';
import { batch } from './questions/batch.ts';
import { describe } from './questions/describe.ts';
import { differences, differencesRecords } from './questions/differences.ts';
import { diffChanges, diffHead, diffResources, diffSides, diffText } from './questions/diff.ts';
import { explain } from './questions/explain.ts';
import { exportText } from './questions/export.ts';
import { exposure, exposureRecords } from './questions/exposure.ts';
import { findings } from './questions/findings.ts';
import { matrix } from './questions/matrix.ts';
import { isolation, selectedBy } from './questions/isolation.ts';
import { peers, peersRecords } from './questions/peers.ts';
import { impactsNamed, policyImpact } from './questions/policy-impact.ts';
import { askPoint, point } from './questions/point.ts';
import { policies, policiesNamed } from './questions/policies.ts';
import { search } from './questions/search.ts';
import { workloadPods } from './questions/workload-pods.ts';
import type { ViewCache } from './view-cache.ts';

/** What can be asked of one view. Questions and answers are plain data. */
export const viewQuestions = {
  point, explain, peers, peersRecords, search, isolation, selectedBy, policies, policiesNamed, workloadPods, batch, exposure, exposureRecords, findings, differences, differencesRecords, exportText, matrix,
  assessment: ({ assessment }: LoadedView): EnforcementAssessment => assessment,
  describe: (loaded: LoadedView, refs: readonly string[]): readonly (EndpointData | null)[] => refs.map((ref) => describe(loaded, ref)),
  canRecord: (loaded: LoadedView, ask: PointAsk): CanDocument => canDocument(askPoint(loaded, ask)),
  whyRecord: (loaded: LoadedView, ask: PointAsk): WhyDocument => whyDocument(askPoint(loaded, ask)),
};
export type ViewQuestions = typeof viewQuestions;

interface Rows<T> { readonly rows: readonly T[]; readonly total: number }

/** What can be asked of two versions. */
export const diffQuestions = {
  diffHead: async (storage: Storage, views: ViewCache, { diff }: { readonly diff: DiffAsk }): Promise<DiffHead> => diffHead(await diffSides(storage, views, diff)),
  diffText: async (storage: Storage, views: ViewCache, { diff, format, mostBytes }: { readonly diff: DiffAsk; readonly format: DiffFormat; readonly mostBytes: number }): Promise<Uint8Array> => diffText(await diffSides(storage, views, diff), format, mostBytes),
  diffChanges: async (storage: Storage, views: ViewCache, { diff, filter, page }: { readonly diff: DiffAsk; readonly filter: ChangesFilter; readonly page: PageAsk }): Promise<Rows<DiffChangeData>> =>
    diffChanges(await diffSides(storage, views, diff), filter, page),
  diffResources: async (storage: Storage, views: ViewCache, { diff, page }: { readonly diff: DiffAsk; readonly page: PageAsk }): Promise<Rows<ResourceChangeData>> =>
    diffResources(await diffSides(storage, views, diff), page),
};
export type DiffQuestions = typeof diffQuestions;

/** What can be asked of one view and may have been kept beside it. */
export const keptQuestions = { policyImpact, impactsNamed };
export type KeptQuestions = typeof keptQuestions;
