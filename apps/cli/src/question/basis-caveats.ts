import { ENFORCEMENT_UNKNOWN, type Caveat } from '@postern/engine';
import type { Options } from '../arguments/options.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import type { OpenedView } from './open-view.ts';

/** The caveats of every row of a list under a basis. */
export const basisCaveats = ({ view }: OpenedView, options: Options): readonly Caveat[] => [...view.firewalls.caveats, ...enforcementCaveats(options)];

/** What a basis adds to an answer as long as nothing shows which enforcer the cluster runs and the question names none. */
export function enforcementCaveats({ basis, enforcer }: Options): readonly Caveat[] {
  if (enforcer !== null) return [];
  switch (basis) {
    case 'SPECIFIED': return [];
    case 'EFFECTIVE': return [ENFORCEMENT_UNKNOWN];
    case 'ENFORCED': throw new CommandFailure(EXIT.CANNOT_TELL, 'which enforcer the cluster runs is not known; --basis specified answers by what the policies say');
  }
}
