import type { Caveat } from '@postern/engine';

/** Stands on every answer under EFFECTIVE while no enforcer is recognised. */
export const enforcementUnknown: Caveat = {
  code: 'ENFORCEMENT_UNKNOWN', message: 'Which enforcer the cluster runs is not known, so this is what the policies say, not what the cluster does.', resources: [],
};
