import type { Diagnostic } from '../../model/diagnostic.ts';
import { objectText } from '../../model/location.ts';
import type { PolicyDocument } from '../../policies/document.ts';

/** A warning where both generations of policies for administrators are there: upstream does not say how they go together (U10). */
export function mixedAdminApis(policies: readonly PolicyDocument[]): readonly Diagnostic[] {
  const counting = policies.filter(({ state }) => state === 'accepted' || state === 'pruned');
  const old = counting.find(({ api }) => api === 'admin-network-policy'); const young = counting.find(({ api }) => api === 'cluster-network-policy');
  if (old === undefined || young === undefined) return [];
  const { group, kind, namespace, name, source } = old;
  return [{
    severity: 'warning', code: 'ADMIN_APIS_MIXED', resource: { group, kind, namespace, name }, source: { file: source.file, document: source.document, line: source.line },
    message: `${objectText(old)} and ${objectText(young)} belong to two generations of one API; upstream does not say how they go together. They are read as one list by priority; migrate the older ones.`,
  }];
}
