import { ENFORCEMENT_UNKNOWN, type Basis, type Caveat, type View } from '@postern/engine';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';

/** The caveats of every row of a list under a basis. */
export const basisCaveats = ({ firewalls }: View, basis: Basis): readonly Caveat[] => [...firewalls.caveats, ...enforcementCaveats(basis)];

/** What a basis adds to an answer as long as nothing shows which enforcer the cluster runs. */
export function enforcementCaveats(basis: Basis): readonly Caveat[] {
  switch (basis) {
    case 'SPECIFIED': return [];
    case 'EFFECTIVE': return [ENFORCEMENT_UNKNOWN];
    case 'ENFORCED': throw new CommandFailure(EXIT.CANNOT_TELL, 'which enforcer the cluster runs is not known; --basis specified answers by what the policies say');
  }
}
