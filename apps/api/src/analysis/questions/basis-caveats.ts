import { ENFORCEMENT_UNKNOWN } from '@postern/engine';
import type { Basis, Caveat } from '@postern/engine';
import { Problem } from '../../platform/problems/problem.ts';

/** What a basis adds to a list. @throws {Problem} VALIDATION_FAILED for ENFORCED: no enforcer is recognised, so there is nothing to list by what it does */
export function basisCaveats(basis: Basis): readonly Caveat[] {
  switch (basis) {
    case 'SPECIFIED': return [];
    case 'EFFECTIVE': return [ENFORCEMENT_UNKNOWN];
    case 'ENFORCED': throw new Problem('VALIDATION_FAILED', 'which enforcer the cluster runs is not known; ask by SPECIFIED or EFFECTIVE');
  }
}
