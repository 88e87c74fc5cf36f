import type { Caveat } from '../../model/firewalls.ts';

/** Under which condition a row holds. */
export interface ConditionRecord { readonly code: string; readonly message: string }

/** The conditions of a row as a field of its record; nothing where there are none. */
export const conditionsField = (conditions: readonly Caveat[] = []): { readonly conditions?: readonly ConditionRecord[] } => (conditions.length === 0 ? {} : { conditions: conditions.map(({ code, message }) => ({ code, message })) });
