import type { View } from '../../compile/view.ts';
import type { Direction } from '../../model/firewalls.ts';
import { factoredRows, type FactoredRows } from './factored-rows.ts';

/** All rows of a view, by direction and bound; both bounds are one where nothing is uncertain. */
export interface AllRows { readonly lower: Readonly<Record<Direction, FactoredRows>>; readonly upper: Readonly<Record<Direction, FactoredRows>> }

export function allRows(view: View): AllRows {
  const of = (bound: 'lower' | 'upper'): AllRows['lower'] => ({ egress: factoredRows(view, 'egress', bound), ingress: factoredRows(view, 'ingress', bound) });
  const lower = of('lower');
  return { lower, upper: view.programs.egress.isUncertain || view.programs.ingress.isUncertain ? of('upper') : lower };
}
