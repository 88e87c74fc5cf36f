import { ENFORCEMENT_UNKNOWN, standsOn } from '@postern/engine';
import type { Basis, Caveat } from '@postern/engine';
import { Problem } from '../../platform/problems/problem.ts';
import type { LoadedView } from '../loaded-view.ts';

/** What a list by a basis is worked out from, and what that adds to it. */
export interface OnBasis { readonly loaded: LoadedView; readonly caveats: readonly Caveat[] }

/** @throws {Problem} VALIDATION_FAILED for ENFORCED where no enforcer is known, so that there is nothing to list by what it does */
export function underBasis(loaded: LoadedView, basis: Basis): OnBasis {
  if (standsOn(loaded, basis) === 'ENFORCED') return { loaded: loaded.enforced ?? loaded, caveats: [] };
  switch (basis) {
    case 'SPECIFIED': return { loaded, caveats: [] };
    case 'EFFECTIVE': return { loaded, caveats: [ENFORCEMENT_UNKNOWN] };
    case 'ENFORCED': throw new Problem('VALIDATION_FAILED', 'which enforcer the cluster runs is not known; ask by SPECIFIED or EFFECTIVE');
  }
}
