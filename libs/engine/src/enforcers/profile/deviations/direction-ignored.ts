import type { Deviation } from '../deviation.ts';

/** Rules of the direction have no effect, and policies do not isolate it. */
export const directionIgnored: Deviation = { code: 'FIELD_NOT_HONOURED', says: 'restricts a direction that is not looked at', isDirectionOff: true };

/** The same, of an enforcer that enforces nothing of the kind. */
export const notEnforced: Deviation = { ...directionIgnored, code: 'NO_ENFORCER' };
