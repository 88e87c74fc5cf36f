import { differencesDocument, enforcementDifferences } from '@postern/engine';
import type { DifferencesDocument, Differing, EnforcementDifference } from '@postern/engine';
import { Problem } from '../../platform/problems/problem.ts';
import type { DifferenceData, DifferencesAsk, DifferencesPage } from '../data/difference-data.ts';
import type { PageAsk } from '../data/peers-data.ts';
import { setData } from '../data/set-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';
import { basesOf, caveatsData, describeEnd } from './point.ts';

interface PageOf { readonly ask: DifferencesAsk; readonly page: PageAsk }

/** One page of the pairs for which a cluster does otherwise than its policies say. @throws {Problem} VALIDATION_FAILED where nobody is known to enforce */
export function differences(loaded: LoadedView, { ask, page }: PageOf): DifferencesPage {
  const { enforced, rows, total } = pageOf(loaded, ask, page);
  return { rows: rows.map((row) => rowData(loaded, row)), total, caveats: caveatsData(enforced.firewalls.caveats) };
}

/** The same as the command line prints it. */
export function differencesRecords(loaded: LoadedView, { ask, page }: PageOf): DifferencesDocument & { readonly total: number } {
  const { enforced, rows, total } = pageOf(loaded, ask, page);
  const { enforcer, caveats, departures = [] } = enforced.firewalls;
  return { ...differencesDocument({ enforcer, caveats, departures, differences: rows }), total };
}

/** Reasons are worked out for the rows that are shown. */
function pageOf(loaded: LoadedView, { groupBy }: DifferencesAsk, { offset, limit }: PageAsk): { readonly enforced: LoadedView; readonly rows: readonly EnforcementDifference[]; readonly total: number } {
  const { enforced } = loaded;
  if (enforced === null) throw new Problem('VALIDATION_FAILED', 'which enforcer the cluster runs is not known, so that there is nothing to compare what the policies say with');
  const { changes, withReasons } = remember<Differing>(loaded, JSON.stringify(['differences', groupBy]), () => enforcementDifferences(basesOf(loaded), groupBy));
  return { enforced, rows: changes.slice(offset, offset + limit).map(withReasons), total: changes.length };
}

function rowData(loaded: LoadedView, { from, to, before, after, universe, differences: codes }: EnforcementDifference): DifferenceData {
  return { from: describeEnd(loaded, from.ref), to: describeEnd(loaded, to.ref), specified: setData(before.allowed, universe), enforced: setData(after.allowed, universe), differences: codes };
}
