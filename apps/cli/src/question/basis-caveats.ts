import { ENFORCEMENT_UNKNOWN, standsOn, type Caveat } from '@postern/engine';
import type { Options } from '../arguments/options.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import type { OpenedView } from './open-view.ts';

/** The caveats of every row of a list under a basis. */
export const basisCaveats = (opened: OpenedView, options: Options): readonly Caveat[] => [...opened.view.firewalls.caveats, ...enforcementCaveats(opened, options)];

/** What a basis adds to an answer where it stands on what policies say, for want of something better. */
export function enforcementCaveats(opened: OpenedView, { basis }: Options): readonly Caveat[] {
  if (basis === 'SPECIFIED' || standsOn(opened, basis) === 'ENFORCED') return [];
  if (basis === 'EFFECTIVE') return [ENFORCEMENT_UNKNOWN];
  throw new CommandFailure(EXIT.CANNOT_TELL, 'which enforcer the cluster runs is not known; --basis specified answers by what the policies say');
}
