import type { Caveat } from '../../model/firewalls.ts';
import { printable } from './printable.ts';

/** Caveats as lines, each with its code; empty where there are none. */
export const caveatNotes = (caveats: readonly Caveat[]): string => caveats.map((caveat) => `note: ${printable(caveat.message)} (${caveat.code})\n`).join('');

/** A count with its noun: `1 pod`, `3 pods`. */
export const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
