import type { Enforcer } from '../enforcer.ts';
import { FAITHFUL } from '../profile/profile.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';

/** Flannel by itself, which wires pods and reads no policy. @see docs/semantics/flannel.md */
export const flannel: Enforcer = profiledEnforcer({ name: 'flannel', releases: [['0', { ...FAITHFUL, canEnforce: false, off: 'Flannel does not enforce NetworkPolicy' }]], newest: null, options: {} });
