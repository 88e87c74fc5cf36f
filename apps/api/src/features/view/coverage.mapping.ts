import type { Coverage as EngineCoverage } from '@postern/engine';
import { toCaveat } from './resource.mapping.ts';
import type { Coverage, KindCoverage } from './view.types.ts';

/** Coverage as clients see it: every kind met, and every kind that a `Collection` record declares. */
export function toCoverage({ kinds, collection }: EngineCoverage): Coverage {
  const met = kinds.map(({ group, version, kind, count, isUnderstood }): KindCoverage => ({ groupVersionKind: [group, version, kind].filter((part) => part !== '').join('/'), state: isUnderstood ? 'COLLECTED' : 'UNSUPPORTED', count }));
  const declared = (collection?.collected ?? []).filter(({ group, kind }) => !kinds.some((each) => each.group === group && each.kind === kind))
    .map(({ group, kind }): KindCoverage => ({ groupVersionKind: group === '' ? kind : `${group}/${kind}`, state: 'COLLECTED', count: 0 }));
  const unsupported = met.filter(({ state }) => state === 'UNSUPPORTED');
  return {
    complete: unsupported.length === 0, kinds: [...met, ...declared], namespacesExcluded: 0,
    caveats: unsupported.map(({ groupVersionKind, count }) => toCaveat({ code: 'KIND_NOT_MODELLED', message: `${String(count)} of ${groupVersionKind} are not understood.`, resources: [] })),
  };
}
