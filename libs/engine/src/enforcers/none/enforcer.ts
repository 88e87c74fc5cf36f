import type { Enforcer } from '../enforcer.ts';
import { FAITHFUL } from '../profile/profile.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';

/** A cluster in which nobody filters, whoever wires the pods. */
export const none: Enforcer = profiledEnforcer({ name: 'none', releases: [['0', { ...FAITHFUL, canEnforce: false, off: 'nothing in the cluster enforces NetworkPolicy' }]], newest: null, options: {} });
