import { createHash } from 'node:crypto';
import { findMistakes, identityKey, lintDocument, textFindings } from '@postern/engine';
import type { FindingData, FindingFilterAsk, FindingRecord, FindingSeverity } from '../data/finding-data.ts';
import type { PageAsk } from '../data/peers-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';

const SEVERITIES: readonly FindingSeverity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** As `postern lint` shortens it, so that both name a finding alike. */
const fingerprintOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** A page of what is legal in the policies of a view and surely or probably a mistake. */
export function findings(loaded: LoadedView, { filter, page }: { readonly filter: FindingFilterAsk; readonly page: PageAsk }): { readonly rows: readonly FindingData[]; readonly total: number } {
  const kept = allFindings(loaded).filter(keptBy(filter));
  return { rows: kept.slice(page.offset, page.offset + page.limit).map((record) => ({ view: loaded.key, record, apiVersion: apiVersionOf(loaded, record) })), total: kept.length };
}

const allFindings = (loaded: LoadedView): readonly FindingRecord[] => remember(loaded, 'findings', () => (
  lintDocument([], [...textFindings(loaded.policyObjects), ...findMistakes(loaded), ...loaded.enforcedFindings], fingerprintOf).findings
));

function keptBy({ codes, minSeverity, namespaces }: FindingFilterAsk): (finding: FindingRecord) => boolean {
  const least = minSeverity === null ? 0 : SEVERITIES.indexOf(minSeverity);
  return ({ code, severity, resource }) => (codes === null || codes.includes(code)) && SEVERITIES.indexOf(severity as FindingSeverity) >= least
    && (namespaces === null || (resource !== null && namespaces.includes(resource.namespace)));
}

function apiVersionOf(loaded: LoadedView, { resource }: FindingRecord): string | null {
  if (resource === null) return null;
  const versions = remember(loaded, 'policy versions', () => new Map(loaded.policyObjects.map((object) => [identityKey(object), object.apiVersion])));
  return versions.get(identityKey(resource)) ?? null;
}
